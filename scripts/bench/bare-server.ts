import { createServer } from "node:http";

/** Reads each request's body and answers 204: what `node:http` can do with the same clients at most. Prints its port. */
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(204, ["Cache-Control", "no-store"]);
    response.end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(address === null || typeof address === "string" ? "" : address.port);
});
process.once("SIGTERM", () => process.exit(0));
