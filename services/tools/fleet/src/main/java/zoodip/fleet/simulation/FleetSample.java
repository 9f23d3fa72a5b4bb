package zoodip.fleet.simulation;

import java.time.Duration;

/**
 * The fleet at a moment.
 *
 * @param time from the beginning
 * @param slots of GPUs that are paid for
 * @param busy slots with a job
 * @param backlog requests that nobody works on
 */
public record FleetSample(Duration time, int slots, int busy, int backlog) {}
