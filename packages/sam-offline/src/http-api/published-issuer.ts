import type { JWK } from 'jose';
import type { GatewayRequest } from '../gateway/request.ts';
import type { GatewayResponse } from '../gateway/response.ts';
import type { CorsConfiguration } from '../template/http-api/api.ts';

/** Answers a request, as soon as its body is there. @param now epoch milliseconds */
type IssuerEndpoint = (body: Buffer, now: number) => GatewayResponse | Promise<GatewayResponse>;

/** An OpenID issuer that a stage publishes beside its routes. */
export type PublishedIssuer = {
  /** The `iss` of its tokens: `http://localhost:3000`. */
  url: string;
  publicKey: JWK;
  /** What answers a request to the issuer; undefined when the request is for something else. */
  endpoint(request: GatewayRequest): IssuerEndpoint | undefined;
  /** What pages of other origins may do with that answer; undefined when the request is for something else. */
  cors(request: GatewayRequest): CorsConfiguration | undefined;
};
