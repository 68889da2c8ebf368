# docker build --tag perso-test .
# docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/data" perso-test analyze results.csv
FROM node:22-slim AS build
WORKDIR /build
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund && npm run build:cli

FROM node:22-slim
# Of the same Node as above, so that the bytecode of the build is taken.
COPY --from=build /build/bin /opt/perso-test/bin
COPY --from=build /build/dist /opt/perso-test/dist
COPY --from=build /build/fixtures/verification /opt/perso-test/fixtures/verification
COPY --from=build /build/LICENSE /opt/perso-test/
USER node
WORKDIR /data
ENTRYPOINT ["node", "/opt/perso-test/bin/perso-test.js"]
CMD ["--help"]
