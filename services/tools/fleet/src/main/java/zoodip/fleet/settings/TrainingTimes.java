package zoodip.fleet.settings;

import java.time.Duration;

/**
 * What a training takes.
 *
 * @param steps of each job, 1 or more
 * @param stepsPerSecond of one slot, while all slots of its GPU are busy; more than 0
 * @param modelLoad until a GPU's first attempt has its model; the others find it loaded
 * @param start of each attempt: until it is known to have begun and has read and encoded its photos
 * @param commit from a step's end until what it has saved counts; also what a job's end takes
 */
public record TrainingTimes(
    int steps, double stepsPerSecond, Duration modelLoad, Duration start, Duration commit) {
  public TrainingTimes {
    FleetSettings.require(steps >= 1, "steps", steps, "1 or more");
    FleetSettings.require(
        stepsPerSecond > 0 && stepsPerSecond <= 1e5,
        "steps a second",
        stepsPerSecond,
        "more than 0 and at most 100,000");
    FleetSettings.require(!modelLoad.isNegative(), "model load", modelLoad, "0 or more");
    FleetSettings.require(!start.isNegative(), "start", start, "0 or more");
    FleetSettings.require(!commit.isNegative(), "commit", commit, "0 or more");
  }

  /** Microseconds of so many steps. */
  public long micros(int count) {
    return Math.round(count * 1e6 / stepsPerSecond);
  }

  /** Whole steps within so many microseconds. */
  public int stepsIn(long micros) {
    int count = (int) (micros * stepsPerSecond / 1e6);
    return micros(count + 1) <= micros ? count + 1 : micros(count) > micros ? count - 1 : count;
  }
}
