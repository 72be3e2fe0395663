#!/usr/bin/env python3
"""Times masking a table of customers against its rivals, side by side in one run: `make bench`.

Every method gets a fresh copy of the same database on one server of its own (fsync on), one after another, as often as
--repeat says; what is printed are all repetitions, medians, and ratios to the floor, which is VACUUM FULL of the table.
Nothing is installed but the peers, from PyPI, into build/bench.
"""
import argparse, os, pathlib, pwd, shutil, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KEY = "5e" * 32
SETTINGS = {
    "shared_buffers": "2GB", "maintenance_work_mem": "512MB", "max_wal_size": "8GB", "wal_level": "replica", "fsync": "on",
    "jit": "off", "listen_addresses": "", "max_parallel_maintenance_workers": "2", "checkpoint_timeout": "30min",
    "autovacuum": "off",
}

# By hand: the same kinds of replacements, in plain SQL.
NAMES = "ARRAY[" + ", ".join(f"'{n}'" for n in (
    "Ada Ben Cleo Dan Eve Finn Gina Hugo Iris Jack Kira Liam Mona Noah Olga Paul Quin Rosa Sven Tara Ugo Vera Will Xena Yara "
    "Zeno Anna Bert Cara Dirk Emma Fred Gary Hope Ivan Jane Karl Lena Mike Nina").split()) + "]::name[]"
pick = lambda seed: f"(({NAMES})[1 + abs(hashint8extended(id, {seed})) % 40])::text"
digest = lambda c: f"left(encode(sha256(convert_to('key' || {c}, 'UTF8')), 'hex'), 24)"
BY_HAND = {
    "email": f"{digest('email')} || '@example.com'",
    "first_name": pick(1),
    "last_name": pick(2),
    "phone": "'+44207946' || lpad((abs(hashint8extended(id, 3)) % 10000)::text, 4, '0')",
    "street": f"(1 + abs(hashint8extended(id, 4)) % 300)::text || ' ' || {pick(5)} || ' Street'",
    "date_of_birth": "date_of_birth + (hashint8extended(id, 6) % 181)::integer",
    "national_id": digest("national_id"),
    "iban": "'XX00' || lpad((abs(hashint8extended(id, 7)) % 100000000000000)::text, 18, '0')",
    "notes": "left(repeat(md5(id::text), 1 + length(notes) / 32), length(notes))",
}
COLUMNS = ("id email first_name last_name phone street city postal_code country date_of_birth national_id iban notes "
           "preferences last_ip status password_hash api_token created_at updated_at").split()
MASKED_ROW = ", ".join(f"{BY_HAND[c]} AS {c}" if c in BY_HAND else c for c in COLUMNS)


class Server:
    """A PostgreSQL of the benchmark's own, on a Unix socket."""

    def __init__(self, programs, place):
        self.programs = programs
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="understudy-bench.", dir=place))
        self.data = self.home / "data"
        self.user = []
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.home, owner.pw_uid, owner.pw_gid)
            self.user = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups", "--"]
        self.run("initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        options = " ".join(f"-c {k}={v}" for k, v in {**SETTINGS, "unix_socket_directories": str(self.home)}.items())
        self.run("pg_ctl", "start", "-D", self.data, "-w", "-s", "-l", self.home / "log", "-o", options)

    def run(self, program, *arguments):
        subprocess.run([*self.user, f"{self.programs}/{program}", *map(str, arguments)], check=True, cwd="/",
                       stdout=subprocess.DEVNULL)

    def psql(self, sql, database="postgres", **variables):
        command = [f"{self.programs}/psql", "-X", "-q", "-A", "-t", "-w", "-v", "ON_ERROR_STOP=1", "-h", self.home, "-U",
                   "postgres", "-d", database]
        for name, value in variables.items():
            command += ["-v", f"{name}={value}"]
        return subprocess.run([*map(str, command), "-f", "-"], input=sql, text=True, check=True, stdout=subprocess.PIPE).stdout

    def url(self, database):
        return f"postgresql://postgres@/{database}?host={self.home}"

    def stop(self):
        try:
            self.run("pg_ctl", "stop", "-D", self.data, "-m", "immediate", "-s")
        finally:
            shutil.rmtree(self.home, ignore_errors=True)


def program(*arguments, **environment):
    """Runs a program to its end: seconds and the peak of its resident memory in MB."""
    begun = time.monotonic()
    process = subprocess.Popen([str(a) for a in arguments], env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, cwd=HERE)
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.stderr.write(messages.decode(errors="replace")[-2000:])
        raise SystemExit(f"{arguments[0]} ended with status {status}")
    return time.monotonic() - begun, usage.ru_maxrss / 1024


class Bench:
    def __init__(self, arguments, server):
        self.server = server
        self.understudy = arguments.understudy
        self.workers = arguments.workers
        self.repeat = arguments.repeat
        self.folder = server.home / "work"
        self.folder.mkdir()
        self.notes = {}

    def source(self, rows):
        """A database with the table, of which every method gets a copy."""
        name = f"source_{rows}"
        self.server.psql(f"CREATE DATABASE {name}")
        self.server.psql((HERE / "customers.sql").read_text(), name, rows=rows)
        return name

    def compile(self, source):
        schema = self.folder / "schema.sql"
        schema.write_text(subprocess.run(
            [f"{self.server.programs}/pg_dump", "--schema-only", "--restrict-key=understudy", "-h", self.server.home, "-U",
             "postgres", source], text=True, check=True, stdout=subprocess.PIPE).stdout)
        program(self.understudy, "compile", "customers", "--job", HERE / "job.yaml", "--schema", schema, "--out", self.folder)
        return self.folder / "customers"

    def timed(self, source, method):
        """Seconds of a method on a fresh copy."""
        self.server.psql(f"DROP DATABASE IF EXISTS copy; CREATE DATABASE copy TEMPLATE {source} STRATEGY file_copy; CHECKPOINT")
        return method("copy")

    def sql(self, text):
        def method(database):
            begun = time.monotonic()
            self.server.psql(text, database)
            return time.monotonic() - begun
        return method

    def ours(self, bundle, name, rows):
        def method(database):
            url, key = self.server.url(database), {"UNDERSTUDY_KEY": KEY}
            program(self.understudy, "adopt", "--job", HERE / "job.yaml", "--database", url, "--application", "customers",
                    "--confirm", database, **key)
            seconds, memory = program(self.understudy, "apply", bundle, "--job", HERE / "job.yaml", "--database", url,
                                      "--workers", self.workers, **key)
            again, _ = program(self.understudy, "apply", bundle, "--job", HERE / "job.yaml", "--database", url, **key)
            left = self.server.psql("SELECT count(*), count(*) FILTER (WHERE c::text ILIKE '%planted%') FROM customers AS c",
                                    database).strip()
            if left != f"{rows}|0":
                raise SystemExit(f"rows and originals after masking: {left}")
            self.notes.setdefault(name, []).append(f"{memory:.0f} MB, again {again:.1f} s")
            return seconds
        return method

    def methods(self, rows, bundle):
        settings = ", ".join(f"{c} = {e}" for c, e in BY_HAND.items())
        using = ", ".join(f"ALTER {c} TYPE {'date' if c == 'date_of_birth' else 'text'} USING {e}" for c, e in BY_HAND.items())
        indexes = self.server.psql(
            "SELECT string_agg(pg_get_indexdef(indexrelid), E';\\n') FROM pg_index WHERE indrelid = 'customers'::regclass "
            "AND NOT indisprimary", f"source_{rows}").strip()
        everything = f"""
            CREATE TABLE masked AS SELECT {MASKED_ROW} FROM customers;
            DROP TABLE customers CASCADE;
            ALTER TABLE masked RENAME TO customers;
            {indexes};
            ALTER TABLE customers ADD CONSTRAINT customers_pkey PRIMARY KEY (id),
              ALTER email SET NOT NULL, ALTER first_name SET NOT NULL, ALTER last_name SET NOT NULL, ALTER country SET NOT NULL,
              ALTER national_id SET NOT NULL, ALTER preferences SET NOT NULL, ALTER status SET NOT NULL,
              ALTER password_hash SET NOT NULL, ALTER api_token SET NOT NULL, ALTER created_at SET NOT NULL,
              ALTER updated_at SET NOT NULL, ALTER id ADD GENERATED ALWAYS AS IDENTITY (START {rows + 1});
            CREATE TRIGGER touch BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE VIEW active_customers AS SELECT id, created_at FROM customers WHERE status = 'active';
            ANALYZE customers"""
        ours = f"understudy apply, {self.workers} workers"
        return {
            "VACUUM FULL (the floor)": self.sql("VACUUM FULL customers"),
            ours: self.ours(bundle, ours, rows),
            "CREATE TABLE AS, everything rebuilt by hand": self.sql(everything),
            "ALTER TABLE ... USING": self.sql(f"ALTER TABLE customers {using}"),
            "one UPDATE, VACUUM FULL, ANALYZE": self.sql(f"UPDATE customers SET {settings}; VACUUM FULL customers; ANALYZE customers"),
        }

    def peers(self):
        """The peers from PyPI, as programs that mask the copy in place."""
        place = ROOT / "build" / "bench"
        python = place / "bin" / "python3"
        if not (place / "bin" / "pynonymizer").exists() or not (place / "bin" / "pganonymize").exists():
            print("bench: installing pganonymize and pynonymizer from PyPI into build/bench", file=sys.stderr)
            subprocess.run([sys.executable, "-m", "venv", place], check=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "setuptools<81",
                            "pganonymize==0.13.0", "pynonymizer==2.5.0", "psycopg2-binary"], check=True)
        home = str(self.server.home)

        def pganonymize(database):
            return program(place / "bin" / "pganonymize", f"--schema={HERE}/pganonymize.yaml", f"--dbname={database}",
                           "--user=postgres", f"--host={home}", "--password=x")[0]

        def pynonymizer(database):
            path = f"{self.server.programs}:{os.environ['PATH']}"
            return program(place / "bin" / "pynonymizer", "--db-type", "postgres", "--strategy", HERE / "pynonymizer.yaml",
                           "--db-name", database, "--db-user", "postgres", "--db-host", home, "--only-step", "ANONYMIZE_DB",
                           PATH=path, PGHOST=home)[0]

        return {"pganonymize 0.13, 8 columns": pganonymize, "pynonymizer 2.5, 9 columns": pynonymizer}

    def compare(self, rows, methods, source):
        """Round by round, so that a slow minute of the machine meets all of them."""
        seconds = {name: [] for name in methods}
        for _ in range(self.repeat):
            for name, method in methods.items():
                seconds[name].append(self.timed(source, method))
                print(f"  {rows} {name}: {seconds[name][-1]:.1f} s", file=sys.stderr, flush=True)
        floor = statistics.median(next(iter(seconds.values())))
        print(f"\n{rows} rows, {self.repeat} repetitions\n")
        print("| method | seconds, each | median | x floor | |\n| --- | --- | --- | --- | --- |")
        for name, values in seconds.items():
            median = statistics.median(values)
            each = ", ".join(f"{v:.1f}" for v in values)
            print(f"| {name} | {each} | {median:.1f} | {median / floor:.2f} | {'; '.join(self.notes.pop(name, []))} |")
        sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--understudy", required=True, type=pathlib.Path, help="the program, a release build")
    parser.add_argument("--rows", type=int, default=2_000_000, help="0: without the rivals by hand")
    parser.add_argument("--peer-rows", type=int, default=500_000, help="rows for the peers from PyPI; 0: without them")
    parser.add_argument("--linear", type=int, nargs="*", default=[], help="more numbers of rows, for apply and the floor alone")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--programs", default="/usr/lib/postgresql/15/bin")
    parser.add_argument("--place", default="/var/tmp", help="where the server's files go; a real disk")
    arguments = parser.parse_args()
    server = Server(arguments.programs, arguments.place)
    try:
        bench = Bench(arguments, server)
        source = bench.source(arguments.rows or 1000)
        bundle = bench.compile(source)
        if arguments.rows:
            bench.compare(arguments.rows, bench.methods(arguments.rows, bundle), source)
        for rows in arguments.linear:
            bench.repeat = 1
            source = bench.source(rows)
            methods = bench.methods(rows, bundle)
            bench.compare(rows, dict(list(methods.items())[:2]), source)
            server.psql(f"DROP DATABASE IF EXISTS copy; DROP DATABASE {source}")
            bench.repeat = arguments.repeat
        if arguments.peer_rows:
            source = bench.source(arguments.peer_rows)
            methods = bench.methods(arguments.peer_rows, bundle)
            bench.compare(arguments.peer_rows, {**dict(list(methods.items())[:2]), **bench.peers()}, source)
    finally:
        server.stop()


main()
