# The service, for a release that is published elsewhere and mounted at /outputs:
#
#   docker build -t faqsync .
#   docker run --read-only --tmpfs /tmp -v "$PWD/outputs:/outputs:ro" -p 127.0.0.1:8000:8000 faqsync
FROM python:3.12-slim AS build
COPY pyproject.toml constraints.txt README.md LICENSE /src/
COPY faqsync /src/faqsync
COPY schemas /src/schemas
RUN python -m venv /faqsync && /faqsync/bin/pip install --no-cache-dir --constraint /src/constraints.txt /src

FROM python:3.12-slim
COPY --from=build /faqsync /faqsync
RUN useradd --system --no-create-home faqsync
USER faqsync
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["/faqsync/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/ready')"]
ENTRYPOINT ["/faqsync/bin/faqsync", "serve", "--outputs", "/outputs", "--host", "0.0.0.0"]
