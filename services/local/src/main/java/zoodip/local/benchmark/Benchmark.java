package zoodip.local.benchmark;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import zoodip.client.Client;
import zoodip.client.TrainingRun;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.events.v1.TrainingSpec;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.local.program.ClientProgram;
import zoodip.local.program.PhotoSetUpload;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;
import zoodip.trainer.TrainerConfig;
import zoodip.trainer.models.TrainingPrecision;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;

/**
 * Measures what Kafka, journal and events cost: the speed of a training job and of the bare loop,
 * in turns in one process; and whether memory grows in a long training.
 */
public class Benchmark extends ClientProgram {
  private static final String MODEL = Toybox.models().get(0).name();
  private static final String TOY = "mug-01";

  /** As few as the paper's: of short steps, what is around them takes the largest share. */
  private static final int DIRECTIONS = 2;

  private static final int HISTORY = 21;

  @Inject TrainerConfig trainer;

  public Benchmark() {
    super("benchmark");
  }

  @Override
  protected void run(Client client) {
    BenchmarkSettings settings = BenchmarkSettings.of(System.getProperties());
    PhotoSet photos = Toybox.subject(TOY, dataFolder.resolve("photos").resolve(TOY));
    Subject subject = PhotoSetUpload.upload(client, photos);
    TrainingJob warmUp = train(client, subject, settings.steps(), new MemorySamples()).job();
    compare(client, subject, settings, spec(warmUp, photos), photos);
    watchMemory(client, subject, settings.memorySteps());
  }

  private void compare(
      Client client,
      Subject subject,
      BenchmarkSettings settings,
      TrainingSpec spec,
      PhotoSet photos) {
    var options = new TrainingPrecision(trainer.device(), trainer.compute()).options(spec);
    try (DiffusionModel model =
        DiffusionModel.open(Toybox.model(dataFolder.resolve("bare-model")), options)) {
      BaselineTraining baseline = new BaselineTraining(model, spec, decoded(photos));
      double[] ratios = new double[settings.pairs()];
      out.println("pair   bare it/s   job it/s   ratio");
      for (int pair = 0; pair < ratios.length; pair++) {
        double alone = baseline.stepsPerSecond();
        double job = train(client, subject, settings.steps(), new MemorySamples()).stepsPerSecond();
        ratios[pair] = job / alone;
        print("%4d   %9.2f   %8.2f   %5.3f", pair + 1, alone, job, ratios[pair]);
      }
      Arrays.sort(ratios);
      print("median ratio %.3f (at least 0.95 is wanted)%n", ratios[ratios.length / 2]);
    }
  }

  private void watchMemory(Client client, Subject subject, int steps) {
    MemorySamples memory = new MemorySamples();
    out.println(" step   resident MiB");
    train(client, subject, steps, memory);
    memory.samples().forEach(sample -> print("%5d   %d", sample.step(), sample.mib()));
    print("growth %.2f MiB in 1000 steps (flat is wanted)", memory.growthPerThousandSteps());
  }

  private TrainingRun train(Client client, Subject subject, int steps, MemorySamples memory) {
    CreateTrainingJobRequest request =
        CreateTrainingJobRequest.newBuilder()
            .setParent(client.tenant())
            .setTrainingJob(
                TrainingJob.newBuilder()
                    .setSubject(subject.getName())
                    .setModel(MODEL)
                    .setSettings(
                        TrainingSettings.newBuilder()
                            .setSteps(steps)
                            .setMethod(TrainingMethod.TRAINING_METHOD_ZOODIP)
                            .setHistory(HISTORY)
                            .setDirections(DIRECTIONS)
                            .setProbeShare(0))
                    .setSeed(1))
            .build();
    return TrainingRun.follow(
        client, request, (before, now) -> memory.sample(now.getProgress().getDone()));
  }

  private static TrainingSpec spec(TrainingJob job, PhotoSet photos) {
    return TrainingSpec.newBuilder()
        .setModel(job.getModel())
        .setPlaceholder("<bare>")
        .setSettings(job.getSettings())
        .setPrecision(job.getPrecision())
        .setInitializer(photos.classWord())
        .setSeed(job.getSeed())
        .build();
  }

  private static List<TrainingPhoto> decoded(PhotoSet photos) {
    return photos.photos().stream().map(Benchmark::decoded).toList();
  }

  private static TrainingPhoto decoded(PhotoSet.CaptionedPhoto photo) {
    try {
      byte[] file = Files.readAllBytes(photo.file());
      return new TrainingPhoto(
          Photos.decode(file, PhotoLimits.DEFAULT).image(), List.of(photo.caption()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + photo.file(), e);
    }
  }

  private void print(String form, Object... values) {
    out.println(String.format(Locale.ROOT, form, values));
  }
}
