package zoodip.platform.work;

/**
 * A part of a work queue, and the share group whose members take requests from it.
 *
 * @param topic its name on the broker
 */
record WorkShard(String topic, ShareGroup group) {}
