SELECT NULL::text, NULL::text WHERE false
