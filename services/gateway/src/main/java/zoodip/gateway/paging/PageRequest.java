package zoodip.gateway.paging;

/**
 * The part of a list that a call asks for. A page token is good for the same parent, filter and
 * order only.
 *
 * @param parent whose list it is; empty if nobody's
 * @param size items at most; 0 if the caller leaves that to the service
 * @param token of the page before; empty for the first
 */
public record PageRequest(String parent, String filter, String orderBy, int size, String token) {}
