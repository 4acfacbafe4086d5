"""What a browser sends when somebody saves an answer."""

PAGE, SAVE = "/zelfevaluatie/BB-P1-1/", "/zelfevaluatie/BB-P1-1/opslaan/"
HTMX = {"HX-Request": "true"}
SCRIPT = "<script>alert('Ü & \"x\"')</script>"


def post(client, headers=None, path=SAVE, **data):
    return client.post(path, {"version": "0", **data}, headers=headers)
