package zoodip.gateway.paging;

import java.util.List;

/**
 * A part of a list.
 *
 * @param nextToken asks for the part after it; empty at the end
 */
public record Page<T>(List<T> items, String nextToken) {}
