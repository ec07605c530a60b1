FROM python:3.12-slim AS build
WORKDIR /build
RUN python -m venv /opt/brug
# What brug needs comes first: this layer stays while only brug itself changes.
COPY requirements.runtime.lock ./
RUN /opt/brug/bin/pip install --no-cache-dir --disable-pip-version-check --requirement requirements.runtime.lock
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY connectors connectors
COPY detectors detectors
COPY migrations migrations
RUN /opt/brug/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home brug && install --directory --owner=brug /data
COPY --from=build /opt/brug /opt/brug
ENV PATH=/opt/brug/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    BRUG_DATABASE_URL=sqlite:////data/brug.sqlite
USER brug
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('BRUG_PORT', '8080') + '/healthz', timeout=4)"]
# While no key was made, brug serves on loopback only: docker run --network host.
ENTRYPOINT ["brug"]
CMD ["serve"]
