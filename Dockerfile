# The dashboard for an office, behind a proxy that speaks TLS: compose.yaml, docs/operating.md.
# Build with --build-arg BASE=python:3.11.14-slim-bookworm@sha256:… to hold the base to a digest.
ARG BASE=python:3.11.14-slim-bookworm

FROM ${BASE} AS packages
COPY requirements.txt /tmp/
RUN python -m venv /opt/venv \
 && /opt/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary :all: --requirement /tmp/requirements.txt \
 && /opt/venv/bin/python -m pip uninstall --yes pip setuptools

FROM ${BASE}
RUN groupadd --gid 10001 monitor \
 && useradd --uid 10001 --gid monitor --home-dir /data --no-create-home --shell /usr/sbin/nologin monitor \
 && install -d -o monitor -g monitor -m 0700 /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /opt/monitor
COPY LICENSE pyproject.toml app.py ./
COPY .streamlit .streamlit
COPY monitor monitor
COPY pages pages
COPY data/samples data/samples
RUN /opt/venv/bin/python -m compileall -q monitor pages app.py
ENV PATH=/opt/venv/bin:$PATH \
    HOME=/data \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    MONITOR_DATABASE=/data/monitor.duckdb \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0
USER 10001:10001
VOLUME /data
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/healthz', timeout=4)"]
CMD ["python", "-m", "streamlit", "run", "app.py", "--server.port", "8501"]
