"""An OpenID Connect provider in a process of its own, over https: `python server.py certificate key`; says its port.

It is oidc-provider-mock, with what that has not: private_key_jwt, and on request an answer that is not right. Its
packages give warnings, which would be errors in the process of the tests.
"""

import json
import sys
import time
from base64 import b64encode

import flask
import jwt
import oidc_provider_mock
from werkzeug.serving import make_server

app = oidc_provider_mock.app(require_nonce=True)
app.wsgi_app = app.wsgi_app.app  # without its debugger, which takes time for each request
knobs: dict = {}
seen: list = []


@app.put("/test/knobs")
def set_knobs():
    knobs.clear()
    knobs.update(flask.request.get_json())
    seen.clear()
    return "", 204


@app.get("/test/seen")
def get_seen():
    return flask.jsonify(seen)


@app.before_request
def before():
    path = flask.request.path
    if path.startswith(("/test/", "/users")):
        return None
    seen.append({"path": path, "args": dict(flask.request.args), "form": dict(flask.request.form)})
    if "Authorization" in flask.request.headers:
        seen[-1]["authorization"] = flask.request.headers["Authorization"].split()[0]
    if path == "/oauth2/token" and "client_assertion" in flask.request.form:
        return refuse_unproved()
    return misbehave(path)


def misbehave(path):
    """What the server of somebody who means harm may do when it is asked for something."""
    if knobs.get("redirect") == path:
        return flask.redirect(f"{flask.request.host_url}jwks")
    if knobs.get("big") == path:
        return "x" * 1_000_000
    if knobs.get("slow") == path:
        return flask.Response(drip(), mimetype="application/json")
    if knobs.get("html") == path:
        return "<p>Niet gevonden"
    return None


def drip():
    for _ in range(200):
        yield b" "
        time.sleep(0.1)


def refuse_unproved():
    """As a provider that knows our public keys (`client_jwks`); what it is built of knows secrets, and takes any."""
    assertion = flask.request.form["client_assertion"]
    try:
        if "client_jwks" not in knobs:
            raise KeyError
        kid = jwt.get_unverified_header(assertion)["kid"]
        key = next(key for key in knobs["client_jwks"]["keys"] if key["kid"] == kid)
        audience = flask.request.url
        claims = jwt.decode(assertion, jwt.PyJWK(key), algorithms=["RS256"], audience=audience)
        assert claims["iss"] == claims["sub"] == flask.request.form["client_id"]
    except (jwt.PyJWTError, KeyError, StopIteration, AssertionError):
        return flask.jsonify(error="invalid_client"), 401
    pair = f"{flask.request.form['client_id']}:bewezen"
    flask.request.environ["HTTP_AUTHORIZATION"] = f"Basic {b64encode(pair.encode()).decode()}"
    return None


@app.after_request
def after(response):
    if flask.request.path == "/oauth2/token" and response.status_code == 200:
        found = response.get_json()
        found["id_token"] = knobs.get("id_token") or changed(found["id_token"])
        response.set_data(json.dumps(found))
    if response.is_streamed:  # what drips is not waited for here
        return response
    if flask.request.path == "/.well-known/openid-configuration" and response.is_json and response.status_code == 200:
        response.set_data(json.dumps({**response.get_json(), **knobs.get("metadata", {})}))
    return response


def changed(token):
    """The same claims, but for `claims`; signed by `key` with `alg`."""
    claims = {**jwt.decode(token, options={"verify_signature": False}), **knobs.get("claims", {})}
    claims = {name: value for name, value in claims.items() if value is not None}
    claims |= {name: int(time.time()) + moved for name, moved in knobs.get("moved", {}).items()}
    storage = flask.g.oidc_provider_mock_storage
    alg, key = knobs.get("alg", "RS256"), storage.jwk.as_pem(is_private=True)
    if alg.startswith("HS"):
        key = knobs["key"]
    elif alg == "none":
        key = ""
    elif "key" in knobs:
        key = knobs["key"].encode()
    kid = knobs.get("kid") or jwt.get_unverified_header(token).get("kid")
    return jwt.encode(claims, key, algorithm=alg, headers={"kid": kid} if kid else {})


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=(sys.argv[1], sys.argv[2]))
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
