# One image for web, worker, beat and operators' commands. `make demo` does not use it.
FROM python:3.13-slim

# Pango is what WeasyPrint draws the PDF with; HarfBuzz subsets its fonts, which Python would do slower. Nothing else of
# the system is needed.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && pip install --no-cache-dir "uv>=0.8,<1" \
    && useradd --system --create-home --uid 10001 kompas \
    && install -d -m 700 -o kompas /wissingen

WORKDIR /app

# The packages first: this layer is rebuilt only when the lock changes. Without the groups `local` and `dev`.
COPY pyproject.toml uv.lock ./
# Compiled, because the process that makes a PDF would else compile WeasyPrint anew for each one: a second.
RUN UV_PYTHON_DOWNLOADS=never uv sync --frozen --no-default-groups --no-cache --compile-bytecode
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1

COPY . .
# Settings ask for addresses and a key, but collecting files uses none of them.
RUN DATABASE_URL=postgres://x@x/x REDIS_URL=redis://x/0 KOMPAS_SECRET_KEY=x python manage.py collectstatic --noinput

# The code stays root's: a process that is broken into cannot change it.
# By number, so that a cluster can see that it is not root.
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "--config", "python:kompas.gunicorn", "--bind", "0.0.0.0:8000", "--no-control-socket", "kompas.wsgi"]
