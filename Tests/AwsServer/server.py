"""AWS on loopback, for tests: moto, and before it a proxy that does what moto does not.

    server.py STATE.json

It prints its port and serves until its standard input ends. STATE.json is read before every request:

    faults    {"OPERATION": ["before" | "after" | "throttle" | "error", ...]}: what happens to its next requests:
              the connection is dropped before or after moto has carried it out, or an error is answered
    ramp      how many looks show a new cluster, instance or snapshot as being made, with its progress growing
    password  a command that gets the name of the role and its new password on standard input

What was asked is appended to STATE.json.log, an operation a line.
"""
import http.client, http.server, json, os, re, subprocess, sys, threading, urllib.parse

from moto.server import ThreadedMotoServer

state_file = sys.argv[1]
moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
moto.start()
moto_host, moto_port = moto.get_host_and_port()
lock = threading.Lock()
used = {}
looks = {}

QUOTAS = """<DescribeAccountAttributesResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
<DescribeAccountAttributesResult><AccountQuotas><AccountQuota><AccountQuotaName>DBClusters</AccountQuotaName>
<Used>3</Used><Max>40</Max></AccountQuota></AccountQuotas></DescribeAccountAttributesResult>
</DescribeAccountAttributesResponse>"""


def error(code):
    return (400, f"""<ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type>
<Code>{code}</Code><Message>said by the proxy</Message></Error></ErrorResponse>""".encode())


def slow(body, ramp):
    """Shows what is new as being made for some looks."""
    for kind, made in (("DBClusterSnapshot", "creating"), ("DBSnapshot", "creating"), ("DBCluster", "creating"),
                       ("DBInstance", "creating")):
        def one(match):
            text = match.group(0)
            name = re.search(rf"<{kind}Identifier>(understudy-[^<]*)<", text)
            if not name:
                return text
            seen = looks[name.group(1)] = looks.get(name.group(1), 0) + 1
            if seen > ramp:
                return text
            text = re.sub(r"(<(?:Status|DBInstanceStatus)>)available<", rf"\1{made}<", text)
            return re.sub(r"<PercentProgress>\d+<", f"<PercentProgress>{100 * (seen - 1) // ramp}<", text)
        body = re.sub(rf"<{kind}>.*?</{kind}>", one, body, flags=re.S)
    return body


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def forward(self, request):
        connection = http.client.HTTPConnection(moto_host, moto_port)
        connection.request("POST", self.path, request, dict(self.headers))
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.getheader("Content-Type")

    def do_POST(self):
        request = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        form = dict(urllib.parse.parse_qsl(request.decode()))
        operation = form.get("Action") or self.headers.get("X-Amz-Target", "").split(".")[-1]
        with lock:
            with open(state_file) as file:
                state = json.load(file)
            with open(state_file + ".log", "a") as file:
                file.write(operation + "\n")
            place = used[operation] = used.get(operation, -1) + 1
        faults = state.get("faults", {}).get(operation, [])
        fault = faults[place] if place < len(faults) else None
        if fault == "before":
            return self.drop()
        kind = "text/xml"
        if fault == "throttle":
            status, body = error("Throttling")
        elif fault == "error":
            status, body = error("AccessDenied")
        elif operation == "DescribeAccountAttributes":
            status, body = 200, QUOTAS.encode()
        else:
            status, body, kind = self.forward(request)
            self.carry_out(operation, form, state, status)
        if fault == "after":
            return self.drop()
        if kind and "xml" in kind:
            text = body.decode()
            # moto's endpoints have a random part, which no certificate knows.
            text = re.sub(r"\.cluster-(?!ro-)[a-z0-9]{12}\.", ".cluster-x.", text)
            if state.get("ramp") and operation.startswith("Describe"):
                text = slow(text, state["ramp"])
            body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind or "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def carry_out(self, operation, form, state, status):
        """The new password reaches the real server that stands for the cluster."""
        if status == 200 and operation == "ModifyDBCluster" and state.get("password"):
            subprocess.run(state["password"], input=form["MasterUserPassword"], text=True, check=True)

    def drop(self):
        self.close_connection = True
        self.connection.shutdown(2)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
