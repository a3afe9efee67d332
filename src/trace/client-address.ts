/** Who asked, out of what a log calls the remote address. */

/** The address without a port: a client has another one with every connection. */
export function clientAddress(remote: string): string {
  if (remote.startsWith("[")) {
    const end = remote.indexOf("]");
    return end < 0 ? remote : remote.slice(1, end);
  }
  const colon = remote.indexOf(":");
  // More colons than one are an IPv6 address that stands alone.
  return colon > 0 && colon === remote.lastIndexOf(":") ? remote.slice(0, colon) : remote;
}
