import assert from "node:assert/strict";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { test } from "node:test";
import { addressGroup, createClientAddresses } from "./client-address.ts";

function requestFrom(peer: string, headers: Record<string, string> = {}): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: peer });
  const request = new IncomingMessage(socket);
  Object.assign(request.headers, headers);
  return request;
}

const addressOf = (trust: readonly string[], peer: string, forwardedFor?: string): string =>
  createClientAddresses(trust).of(
    requestFrom(peer, forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor }),
  ).address;

test("without a trusted proxy the socket is the client, whatever the headers say", () => {
  assert.equal(addressOf([], "203.0.113.7", "198.51.100.1"), "203.0.113.7");
  assert.equal(addressOf([], "::ffff:203.0.113.7"), "203.0.113.7");
  assert.equal(addressOf(["10.0.0.1"], "203.0.113.7", "198.51.100.1"), "203.0.113.7");
  assert.equal(addressOf([], "127.0.0.1", "198.51.100.1"), "127.0.0.1");
});

test("behind proxies the right-most hop that is none of them is the client", () => {
  const trust = ["10.0.0.0/8", "2001:db8:ffff::/48"];
  assert.equal(addressOf(trust, "10.0.0.1", "198.51.100.1"), "198.51.100.1");
  assert.equal(addressOf(trust, "10.0.0.1", "6.6.6.6, 198.51.100.1"), "198.51.100.1");
  assert.equal(addressOf(trust, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2"), "198.51.100.1");
  assert.equal(addressOf(trust, "::ffff:10.0.0.1", "198.51.100.1"), "198.51.100.1");
  assert.equal(addressOf(trust, "2001:db8:ffff::1", "2001:db8::5"), "2001:db8::5");
  assert.equal(addressOf(trust, "10.0.0.1", "[2001:db8::5]:4711"), "2001:db8::5");
  assert.equal(addressOf(trust, "10.0.0.1", "198.51.100.1:4711"), "198.51.100.1");
  assert.equal(addressOf(trust, "10.0.0.1", "10.0.0.3, 10.0.0.2"), "10.0.0.3", "all are proxies");
  assert.equal(addressOf(trust, "10.0.0.1"), "10.0.0.1", "the header is missing");
});

test("what is no address in the header is never believed, nor what stands left of it", () => {
  const trust = ["loopback"];
  for (const header of [
    "unknown",
    "6.6.6.6, unknown",
    "6.6.6.6, ",
    "1",
    "0x7f.1",
    "<script>",
    "a".repeat(9000),
  ])
    assert.equal(addressOf(trust, "127.0.0.1", header), "127.0.0.1", header.slice(0, 30));
  assert.equal(addressOf(trust, "127.0.0.1", "6.6.6.6, unknown, 127.0.0.2"), "127.0.0.2");
});

test("the words loopback and private stand for their networks", () => {
  for (const peer of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
    assert.equal(addressOf(["loopback"], peer, "198.51.100.1"), "198.51.100.1", peer);
  assert.equal(addressOf(["loopback"], "10.0.0.1", "198.51.100.1"), "10.0.0.1");
  for (const peer of ["10.1.2.3", "172.31.0.1", "192.168.1.1", "fd00::1", "127.0.0.1"])
    assert.equal(addressOf(["private"], peer, "198.51.100.1"), "198.51.100.1", peer);
  assert.equal(addressOf(["private"], "172.32.0.1", "198.51.100.1"), "172.32.0.1");
  assert.equal(addressOf(["::ffff:10.0.0.0/104"], "10.0.0.1", "198.51.100.1"), "198.51.100.1");
});

test("https is believed only from a trusted proxy", () => {
  const headers = { "x-forwarded-proto": "https" };
  assert.equal(createClientAddresses([]).of(requestFrom("10.0.0.1", headers)).protocol, "http");
  const trusting = createClientAddresses(["10.0.0.1"]);
  assert.equal(trusting.of(requestFrom("10.0.0.1", headers)).protocol, "https");
  assert.equal(trusting.of(requestFrom("10.0.0.2", headers)).protocol, "http");
  assert.equal(
    trusting.of(requestFrom("10.0.0.1", { "x-forwarded-proto": "https, http" })).protocol,
    "http",
    "the last hop counts",
  );
});

test("one IPv6 network of a reader is one group", () => {
  assert.equal(addressGroup("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  assert.equal(addressGroup("2001:db8:1:2::9"), "2001:db8:1:2::/64");
  assert.notEqual(addressGroup("2001:db8:1:3::9"), addressGroup("2001:db8:1:2::9"));
  assert.equal(addressGroup("203.0.113.7"), "203.0.113.7");
  assert.equal(addressGroup("::ffff:203.0.113.7"), "203.0.113.7");
  assert.equal(addressGroup("fe80::1%eth0"), "fe80::/64");
  assert.equal(addressGroup(""), "");
});

test("forwarding headers that nobody trusts are noticed", () => {
  const clients = createClientAddresses(["10.0.0.1"]);
  clients.of(requestFrom("10.0.0.1", { "x-forwarded-for": "198.51.100.1" }));
  clients.of(requestFrom("203.0.113.7"));
  assert.equal(clients.forwardingHeadersSeen(), false);
  clients.of(requestFrom("203.0.113.7", { "x-real-ip": "198.51.100.1" }));
  assert.equal(clients.forwardingHeadersSeen(), true);
});

test("this machine is told from a proxy on it", () => {
  const clients = createClientAddresses([]);
  assert.ok(clients.isFromThisMachine(requestFrom("127.0.0.1")));
  assert.ok(clients.isFromThisMachine(requestFrom("::1")));
  assert.ok(!clients.isFromThisMachine(requestFrom("127.0.0.1", { "x-forwarded-for": "1.2.3.4" })));
  assert.ok(!clients.isFromThisMachine(requestFrom("127.0.0.1", { via: "1.1 proxy" })));
  assert.ok(!clients.isFromThisMachine(requestFrom("203.0.113.7")));
  assert.equal(clients.groupOfPeer(requestFrom("127.0.0.1").socket), undefined);
  assert.equal(clients.groupOfPeer(requestFrom("203.0.113.7").socket), "203.0.113.7");
});
