import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** A response as API Gateway takes it (payload format 2.0). */
export type Response = APIGatewayProxyStructuredResultV2;

const json = (statusCode: number, body: object, headers: Record<string, string> = {}): Response => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** 200 with a JSON body. */
export const ok = (body: object): Response => json(200, body);

/** 201 with the created resource and where it is. */
export const created = (location: string, body: object): Response => json(201, body, { location });
