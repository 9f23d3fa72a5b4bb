package zoodip.fleet.simulation;

/**
 * What a part of the queue needed of its broker.
 *
 * @param mostMembers that its share group had at a time
 * @param widestWindow from the oldest request that was not done to the newest that was handed out,
 *     in offsets: what {@code group.share.partition.max.record.locks} limits
 * @param undeliverable requests that were given up because they were delivered too often
 */
public record QueueUse(int mostMembers, long widestWindow, int undeliverable) {}
