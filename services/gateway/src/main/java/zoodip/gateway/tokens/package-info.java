/** Callers who show a token of an OpenID Connect provider. */
package zoodip.gateway.tokens;
