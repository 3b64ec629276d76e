/**
 * Every route x every kind of caller, and the answer to a valid request from that caller.
 *
 * Columns: nobody; a signed-in person who is not a member of the board; its viewer, editor and only owner; a person of
 * the group admin who is not a member; people without an account with a link for reading, a link for writing, a revoked
 * link; and, as one column with one outcome, invalid tokens: the owner's, but expired, forged, of another issuer, with
 * alg none, or signed with the issuer's public key.
 *
 * A link opens /shared/{token}. On other routes its token is sent as a person's token, and the answer is that of nobody,
 * or the same 401. Callers without a link use an unknown token at /shared/{token}, signed in or not.
 *
 * 401 is the gateway's own. All other refusals are a function's: 404 not-found, 403r role-too-low, 403a not-author,
 * 403l link-read-only, 403n not-admin, 403e edit-token-wrong, 401e edit-token-missing, 409o last-owner.
 */
export const ACCESS = `
route                                                       nobody signed viewer editor owner admin read write gone bad

GET /health                                                 200    200    200    200    200   200   200  200   200  200
HEAD /health                                                200    200    200    200    200   200   200  200   200  200
GET /health/ready                                           200    200    200    200    200   200   200  200   200  200
HEAD /health/ready                                          200    200    200    200    200   200   200  200   200  200
GET /openapi.json                                           200    200    200    200    200   200   200  200   200  200
HEAD /openapi.json                                          200    200    200    200    200   200   200  200   200  200
GET /                                                       200    200    200    200    200   200   200  200   200  200
HEAD /                                                      200    200    200    200    200   200   200  200   200  200
GET /app.js                                                 200    200    200    200    200   200   200  200   200  200
GET /styles.css                                             200    200    200    200    200   200   200  200   200  200
GET /icon.svg                                               200    200    200    200    200   200   200  200   200  200
GET /config.json                                            200    200    200    200    200   200   200  200   200  200

POST /contact                                               202    202    202    202    202   202   202  202   202  202
GET /dashboard                                              401    403n   403n   403n   403n  200   401  401   401  401

GET /messages                                               200    200    200    200    200   200   200  200   200  200
POST /messages                                              201    201    201    201    201   201   201  201   201  201
GET /messages/{messageId}                                   200    200    200    200    200   200   200  200   200  200
PATCH /messages/{messageId} (its token)                     200    200    200    200    200   200   200  200   200  200
PATCH /messages/{messageId} (another’s token)               403e   403e   403e   403e   403e  403e  403e 403e  403e 403e
PATCH /messages/{messageId} (no token)                      401e   401e   401e   401e   401e  401e  401e 401e  401e 401e
DELETE /messages/{messageId} (its token)                    204    204    204    204    204   204   204  204   204  204
DELETE /messages/{messageId} (another’s token)              403e   403e   403e   403e   403e  403e  403e 403e  403e 403e
DELETE /messages/{messageId} (no token)                     401e   401e   401e   401e   401e  401e  401e 401e  401e 401e
POST /tickets                                               201    201    201    201    201   201   201  201   201  201
GET /changes                                                200    200    200    200    200   200   200  200   200  200

GET /shared/{token}                                         404    404    404    404    404   404   200  200   404  404
GET /shared/{token}/messages                                404    404    404    404    404   404   200  200   404  404
POST /shared/{token}/messages                               404    404    404    404    404   404   403l 201   404  404
GET /shared/{token}/messages/{messageId}                    404    404    404    404    404   404   200  200   404  404
PATCH /shared/{token}/messages/{messageId} (its token)      404    404    404    404    404   404   403l 200   404  404
PATCH /shared/{token}/messages/{messageId} (another’s token) 404   404    404    404    404   404   403l 403e  404  404
PATCH /shared/{token}/messages/{messageId} (no token)       404    404    404    404    404   404   403l 401e  404  404
PATCH /shared/{token}/messages/{messageId} (a member’s)     404    404    404    404    404   404   403l 403e  404  404
DELETE /shared/{token}/messages/{messageId} (its token)     404    404    404    404    404   404   403l 204   404  404
DELETE /shared/{token}/messages/{messageId} (another’s token) 404  404    404    404    404   404   403l 403e  404  404
DELETE /shared/{token}/messages/{messageId} (no token)      404    404    404    404    404   404   403l 401e  404  404
DELETE /shared/{token}/messages/{messageId} (a member’s)    404    404    404    404    404   404   403l 403e  404  404
POST /shared/{token}/tickets                                404    404    404    404    404   404   201  201   404  404
GET /shared/{token}/changes                                 404    404    404    404    404   404   200  200   404  404

GET /boards/{boardId}/messages                              401    404    200    200    200   404   401  401   401  401
POST /boards/{boardId}/messages                             401    404    403r   201    201   404   401  401   401  401
GET /boards/{boardId}/messages/{messageId}                  401    404    200    200    200   404   401  401   401  401
PATCH /boards/{boardId}/messages/{messageId} (one’s own)    401    404    403r   200    200   404   401  401   401  401
PATCH /boards/{boardId}/messages/{messageId} (another’s)    401    404    403r   403a   200   404   401  401   401  401
DELETE /boards/{boardId}/messages/{messageId} (one’s own)   401    404    403r   204    204   404   401  401   401  401
DELETE /boards/{boardId}/messages/{messageId} (another’s)   401    404    403r   403a   204   404   401  401   401  401
PUT /boards/{boardId}/messages/{messageId}/reactions/{emoji} 401   404    403r   200    200   404   401  401   401  401
DELETE /boards/{boardId}/messages/{messageId}/reactions/{emoji} 401 404   403r   200    200   404   401  401   401  401
POST /boards/{boardId}/tickets                              401    404    201    201    201   404   401  401   401  401
GET /boards/{boardId}/changes                               401    404    200    200    200   404   401  401   401  401

GET /users/me                                               401    200    200    200    200   200   401  401   401  401
PUT /users/me                                               401    200    200    200    200   200   401  401   401  401
GET /users/me/messages                                      401    200    200    200    200   200   401  401   401  401
GET /users/{username}                                       401    200    200    200    200   200   401  401   401  401

GET /boards                                                 401    200    200    200    200   200   401  401   401  401
POST /boards                                                401    201    201    201    201   201   401  401   401  401
GET /boards/{boardId}                                       401    404    200    200    200   404   401  401   401  401
PATCH /boards/{boardId}                                     401    404    403r   403r   200   404   401  401   401  401
DELETE /boards/{boardId}                                    401    404    403r   403r   204   404   401  401   401  401

GET /boards/{boardId}/members                               401    404    200    200    200   404   401  401   401  401
PUT /boards/{boardId}/members/{userId}                      401    404    403r   403r   200   404   401  401   401  401
DELETE /boards/{boardId}/members/{userId} (another)         401    404    403r   403r   204   404   401  401   401  401
DELETE /boards/{boardId}/members/{userId} (oneself)         401    404    204    204    409o  404   401  401   401  401

POST /boards/{boardId}/invites                              401    404    403r   403r   201   404   401  401   401  401
GET /invites/{token}                                        401    200    200    200    200   200   401  401   401  401
POST /invites/{token}/accept                                401    200    200    200    200   200   401  401   401  401

GET /boards/{boardId}/links                                 401    404    403r   403r   200   404   401  401   401  401
POST /boards/{boardId}/links                                401    404    403r   403r   201   404   401  401   401  401
DELETE /boards/{boardId}/links/{linkId}                     401    404    403r   403r   204   404   401  401   401  401
`;
