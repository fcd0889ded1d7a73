#!/usr/bin/env python3
"""A webhook for a GameAutoscaler: keeps so many Servers free, beside those that are busy.

PORT is where it listens, FREE how many Servers it keeps free.
"""
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FREE = int(os.environ.get("FREE", "2"))
LONGEST_QUESTION = 64 * 1024


def number(question, field):
    value = question.get(field)
    if type(value) is not int or not 0 <= value < 2**31:
        raise ValueError(field + " must be a number of Servers")
    return value


def answer(question):
    """Servers that start are on their way: none is ordered twice, and none goes while they do."""
    if not isinstance(question, dict):
        raise ValueError("this is no question")
    current = number(question, "current_replicas")
    ready = number(question, "ready_replicas")
    desired = max(0, ready - number(question, "allowed_replicas")) + FREE
    told = min(2**31 - 1, max(current, desired) if ready < current else desired)
    return {"scale": True, "desired_replicas": told}


class Webhook(BaseHTTPRequestHandler):
    timeout = 10

    def do_POST(self):
        try:
            length = int(self.headers.get("Content-Length", ""))
            if self.path != "/scale":
                self.reply(404, {"error": "ask at /scale"})
            elif not 0 <= length <= LONGEST_QUESTION:
                self.reply(413, {"error": "that is too long"})
            else:
                self.reply(200, answer(json.loads(self.rfile.read(length))))
        except (ValueError, RecursionError) as wrong:
            self.reply(400, {"error": str(wrong)})

    def reply(self, status, body):
        payload = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Webhook)
    print("asked on port", server.server_port, flush=True)
    server.serve_forever()
