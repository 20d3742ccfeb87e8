# syntax=docker/dockerfile:1
# dbc-lint as an image: docker run --rm --network none --read-only --volume "$PWD:/repo:ro" dbc-lint
ARG ALPINE=3.22

# One base for both: the compiled form of the program that the build makes is for exactly its Node.
FROM alpine:${ALPINE} AS node
RUN apk add --no-cache git nodejs

FROM node AS build
RUN apk add --no-cache npm
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund

FROM node
COPY --from=build /src/dist /opt/dbc-lint
# The mounted repository is somebody else's, which git refuses to read for --changed; nothing it configures is run.
RUN git config --system --add safe.directory /repo
USER 65532:65532
WORKDIR /repo
ENTRYPOINT ["node", "/opt/dbc-lint/cli.cjs"]
CMD ["."]
