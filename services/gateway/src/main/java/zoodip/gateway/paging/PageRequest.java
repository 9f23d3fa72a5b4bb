package zoodip.gateway.paging;

/**
 * The part of a list that a call asks for.
 *
 * @param list names the list: its method, parent and filter; a token of another list is refused
 * @param size items at most; 0 if the caller leaves that to the service
 * @param token of the page before; empty for the first
 */
public record PageRequest(String list, int size, String token) {}
