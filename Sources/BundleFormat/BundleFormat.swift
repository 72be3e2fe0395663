// The bundle and the attestation as values.
