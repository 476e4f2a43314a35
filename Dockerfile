# The portal's image: one for web, worker, beat and set-up. Built by docker compose.
FROM python:3.13-slim-bookworm AS build
WORKDIR /build
COPY requirements/boot.lock requirements/run.lock ./
RUN pip install --no-cache-dir --require-hashes -r boot.lock \
 && python -m venv /opt/venv \
 && uv pip sync --no-cache --require-hashes --python /opt/venv/bin/python run.lock

FROM python:3.13-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      fonts-croscore libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal \
 && install -d -o portal -g portal /var/lib/portal
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY . .
ENV PATH=/opt/venv/bin:$PATH \
    DJANGO_SETTINGS_MODULE=config.settings \
    PORTAL_MODE=production \
    PORTAL_VAR=/var/lib/portal \
    STATIC_ROOT=/app/static-root \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# Translations and static files belong to the version, not to the machine's data.
RUN mkdir /tmp/build \
 && SECRET_KEY=only-for-the-build PORTAL_VAR=/tmp/build python -m ops.inside build_static \
 && rm -rf /tmp/build
USER portal
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "--log-level", "warning", "config.wsgi:application"]
