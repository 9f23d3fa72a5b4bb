package zoodip.fleet.simulation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import zoodip.fleet.time.Chance;
import zoodip.fleet.time.Timeline;

/**
 * The GPUs of a fleet. One that is preempted is replaced. Once no more jobs come, those that have
 * nothing to do are given back, but for as many as there are jobs.
 */
final class GpuPool {
  private static final int PREEMPTIONS = 1;

  private final FleetWorld world;
  private final BooleanSupplier moreToCome;
  private final List<Chance> chances;
  private final Set<Gpu> running = new LinkedHashSet<>();

  /**
   * @param moreToCome whether jobs will still be accepted
   */
  GpuPool(FleetWorld world, BooleanSupplier moreToCome) {
    this.world = world;
    this.moreToCome = moreToCome;
    chances =
        IntStream.range(0, world.settings().gpus())
            .mapToObj(position -> new Chance(world.settings().seed(), PREEMPTIONS, position))
            .toList();
  }

  void open() {
    IntStream.range(0, world.settings().gpus()).forEach(this::start);
  }

  /** Gives back what is not needed any more. */
  void shrink() {
    if (!moreToCome.getAsBoolean() && isSpare(1)) {
      for (Gpu gpu : List.copyOf(running)) {
        if (gpu.isIdle() && isSpare(1)) {
          running.remove(gpu);
          gpu.giveBack();
        }
      }
    }
  }

  /** Ends all, when no job is left. */
  void close() {
    running.forEach(Gpu::giveBack);
    running.clear();
  }

  int running() {
    return running.size();
  }

  private void start(int position) {
    running.add(new Gpu(world, position, chances.get(position), this::gone, this::shrink));
  }

  private void gone(Gpu gpu) {
    running.remove(gpu);
    world
        .timeline()
        .after(Timeline.micros(world.settings().market().vacancy()), () -> replace(gpu.position()));
  }

  private void replace(int position) {
    if (moreToCome.getAsBoolean() || !isSpare(0)) {
      start(position);
    }
  }

  /** Whether the jobs have slots enough without so many of the GPUs. */
  private boolean isSpare(int gpus) {
    long slots = (long) (running.size() - gpus) * world.settings().slotsPerGpu();
    return slots >= world.jobs().unfinished();
  }
}
