/**
 * Who calls, and what they may: each method's rule stands in the proto, what is shown by a caller
 * is turned into a {@link zoodip.platform.access.Caller}, and one interceptor decides, to refuse
 * unless a rule permits.
 */
package zoodip.platform.access;
