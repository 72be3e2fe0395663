/// The files of a small application: three tables, one of them kept, one link, one parameter.
enum ShopFiles {
  /// What stands in rows, in the key and in the parameter, and must stand in no output.
  enum Canary {
    static let email = "canary-7f3a@leak.example"
    static let name = "Zaphodine Canarywell"
    /// In a column that is kept.
    static let reference = "canary-reference-91be"
    static let setting = "canary-setting-40d2"
    static let parameter = "canary-parameter-55d1"
    static let malformedKey = "canary-key-e660"
    static let key = "ca4a12" + String(repeating: "0f", count: 29)
    static let otherKey = "ca4a13" + String(repeating: "f0", count: 29)
    static let all = [email, name, reference, setting, parameter, malformedKey, key, otherKey]
  }

  /// Where the job and the rules look for secrets.
  static let environment = ["SHOP_KEY": Canary.key, "SHOP_PASSWORD_HASH": Canary.parameter]

  static let job = """
    key: { env: SHOP_KEY }
    protected: ["*.prod.example.com", "*/shop_protected"]
    defaults:
      snapshot: { directory: ../build/snapshots, recipients: [../keys/lower.agekeys] }
    applications:
      shop: { rules: shop/masking.yaml, source: { fixtures: ../fixtures/shop } }

    """

  static let rules = """
    application: shop
    search_path: [public]
    links:
      customer_email: { mask: email }
    tables:
      customers:
        rows: 1000
        columns:
          id: keep
          email: { link: customer_email }
          full_name: full_name
          note: { mask: constant, value: none }
          password_hash: { mask: parameter, name: lower_password_hash }
          reference: keep
      orders:
        columns:
          id: keep
          customer_id: keep
          contact_email: { link: customer_email }
      settings: keep
    parameters:
      lower_password_hash: { env: SHOP_PASSWORD_HASH }

    """

  static let schema = """
    -- Dumped from database version 15.18
    CREATE TABLE public.customers (
      id integer NOT NULL,
      email text NOT NULL,
      full_name text NOT NULL,
      note text,
      password_hash text,
      reference text NOT NULL
    );
    CREATE TABLE public.orders (
      id integer NOT NULL,
      customer_id integer NOT NULL,
      contact_email text
    );
    CREATE TABLE public.settings (
      name text NOT NULL,
      value text
    );
    ALTER TABLE ONLY public.customers ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
    ALTER TABLE ONLY public.customers ADD CONSTRAINT customers_email_key UNIQUE (email);
    ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
    ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_customer_id_fkey
      FOREIGN KEY (customer_id) REFERENCES public.customers (id);
    ALTER TABLE ONLY public.settings ADD CONSTRAINT settings_pkey PRIMARY KEY (name);

    """

  static let rows = """
    INSERT INTO public.customers VALUES
      (1, '\(Canary.email)', '\(Canary.name)', 'Asked for \(Canary.name).', 'old-1', '\(Canary.reference)'),
      (2, 'vexhol.plozzeta@leak.example', 'Vexhol Plozzeta', NULL, 'old-2', 'ref-2'),
      (3, 'ulmit.gaunzel@leak.example', 'Ulmit Gaunzel', 'Ring twice.', 'old-3', 'ref-3');
    INSERT INTO public.orders VALUES (1, 1, '\(Canary.email)'), (2, 2, NULL);
    INSERT INTO public.settings VALUES ('motto', '\(Canary.setting)');

    """

  static let expectations = """
    tables:
      customers:
        columns:
          email: { changed: true, unique: true }
          reference: { unchanged: true }

    """
}
