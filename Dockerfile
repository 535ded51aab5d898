# deno.land's images, by tag: the registry could not be asked for a digest where this was written. To pin harder, or to
# use a mirror, build with --build-arg BASE=mirror.example/deno:2.9.6@sha256:... and RUNTIME likewise.
ARG BASE=denoland/deno:2.9.6
ARG RUNTIME=denoland/deno:distroless-2.9.6

# Modules alone, so that a change of sources does not fetch them again.
FROM ${BASE} AS deps
ENV DENO_DIR=/deno-dir \
    DENO_NO_UPDATE_CHECK=1
# The image's own user is 1993. What it writes to exists and is its own, so that a fresh volume on top is too.
USER root
RUN install -d -o 1993 -g 1993 /app /app/node_modules /app/build /data /deno-dir /image/data
WORKDIR /app
USER 1993:1993
COPY --chown=1993:1993 deno.json deno.lock ./
RUN deno install --frozen

# Sources are mounted by docker-compose.yml; an edit restarts the server.
FROM deps AS development
ENV DATA_DIR=/data
EXPOSE 5001
# The watcher outlives SIGTERM: it takes it for the server's alone.
STOPSIGNAL SIGINT
ENTRYPOINT ["deno"]
CMD ["task", "dev"]

# Files for browsers, types checked, a warm cache of what runs, and of the modules only those that run.
FROM deps AS build
COPY --chown=1993:1993 . .
RUN deno task build
RUN deno check
RUN deno install --frozen --entrypoint build/server/main.js tools/admin.ts tools/check_data.ts tools/move.ts tools/healthcheck.ts
RUN deno run -A tools/production.ts
# Packages come with whatever rights their makers' archives had.
RUN rm -rf /deno-dir/npm && chmod -R go-w /app /deno-dir

FROM ${RUNTIME} AS production
ARG VERSION=development
ARG REVISION=unknown
LABEL org.opencontainers.image.title="PersonalLearningPro" \
      org.opencontainers.image.description="Tests for a whole school, on one server of its own" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV APP_ENV=production \
    HOST=0.0.0.0 \
    PORT=5001 \
    DATA_DIR=/data \
    DENO_DIR=/deno-dir \
    DENO_NO_UPDATE_CHECK=1 \
    NO_COLOR=1 \
    NAPI_RS_NATIVE_LIBRARY_PATH=/app/native/argon2.node
WORKDIR /app
# An empty /data that belongs to the user below, for a fresh volume to take its owner from.
COPY --from=build --chown=1993:1993 /image/ /
COPY --from=build --chown=0:0 /deno-dir /deno-dir
COPY --from=build --chown=0:0 /app/node_modules ./node_modules
COPY --from=build --chown=0:0 /app/native ./native
COPY --from=build --chown=0:0 /app/build ./build
COPY --from=build --chown=0:0 /app/lib ./lib
COPY --from=build --chown=0:0 /app/db ./db
COPY --from=build --chown=0:0 /app/tools/admin.ts /app/tools/check_data.ts /app/tools/move.ts /app/tools/healthcheck.ts ./tools/
COPY --from=build --chown=0:0 /app/deno.json /app/deno.lock /app/LICENSE /app/NOTICE.md ./
USER 1993:1993
VOLUME ["/data"]
EXPOSE 5001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD [ \
  "deno", "run", "--cached-only", "--no-config", "--no-prompt", "--allow-net=127.0.0.1", \
  "--unsafely-ignore-certificate-errors=127.0.0.1", "--allow-env=PORT,TLS_CERT_FILE", "tools/healthcheck.ts" \
]
ENTRYPOINT ["deno"]
# What the server may do: written by `deno task permissions --write`, which says why.
CMD [ \
  "run", \
  "--cached-only", \
  "--frozen", \
  "--node-modules-dir=manual", \
  "--no-prompt", \
  "--allow-net=0.0.0.0:5001", \
  "--deny-net=169.254.0.0/16", \
  "--allow-read=/app,/data,/run/secrets", \
  "--allow-write=/data", \
  "--allow-env=APP_ENV,PORT,HOST,PUBLIC_URL,ALLOW_HTTP,HSTS_SUBDOMAINS,TLS_CERT_FILE,TLS_KEY_FILE,TRUSTED_PROXIES,DATA_DIR,MONGODB_URL,MONGODB_DB,MONGODB_POOL_MAX,MONGODB_TLS,MONGODB_TLS_CA_FILE,MONGODB_TLS_CERT_KEY_FILE,REDIS_URL,UPSTASH_REDIS_REST_URL,UPSTASH_REDIS_REST_TOKEN,REDIS_PREFIX,FIRST_RUN,DEMO,RATE_LIMITS,PROCESS_ROLE,SHUTDOWN_MS,MONGODB_URL_FILE,REDIS_URL_FILE,UPSTASH_REDIS_REST_TOKEN_FILE,NAPI_RS_NATIVE_LIBRARY_PATH", \
  "--ignore-env", \
  "--allow-sys=hostname", \
  "--allow-ffi=/app/native/argon2.node", \
  "build/server/main.js" \
]
