/** What goes back over the wire. Names in lower case; the values of one name in the order they are sent. */
export type GatewayResponse = { status: number; headers: Map<string, string[]>; body: Buffer };
