package zoodip.fleet.simulation;

import java.util.List;
import java.util.stream.Stream;
import zoodip.fleet.queue.ShareQueue;
import zoodip.fleet.settings.FleetSettings;
import zoodip.fleet.time.Timeline;

/** What all parts of one simulated fleet share. */
record FleetWorld(
    FleetSettings settings,
    Timeline timeline,
    List<ShareQueue> queues,
    SimulatedJobs jobs,
    SlotTimes times,
    FleetCounters counters) {

  static FleetWorld of(FleetSettings settings) {
    Timeline timeline = new Timeline();
    List<ShareQueue> queues =
        Stream.generate(() -> new ShareQueue(timeline, settings.limits(), settings.rules()))
            .limit(settings.shards())
            .toList();
    SlotTimes times = new SlotTimes();
    return new FleetWorld(
        settings,
        timeline,
        queues,
        new SimulatedJobs(timeline, queues, times, settings.times()),
        times,
        new FleetCounters());
  }

  long now() {
    return timeline.now();
  }
}
