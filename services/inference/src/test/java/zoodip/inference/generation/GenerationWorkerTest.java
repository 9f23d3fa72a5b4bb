package zoodip.inference.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.embedded.EmbeddedStorage;
import zoodip.inference.InferenceConfig;
import zoodip.inference.concepts.LearnedConcept;
import zoodip.inference.models.GenerationModels;
import zoodip.inference.models.ImagePrecision;
import zoodip.inference.v1.DrawProgress;
import zoodip.inference.v1.DrawRow;
import zoodip.inference.v1.DrawnPicture;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.DefaultGeneration;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.ModelStoreConfig;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageConfig;
import zoodip.provenance.ImageMarking;
import zoodip.provenance.ProvenanceConfig;
import zoodip.toybox.ModelDescription;
import zoodip.toybox.Toybox;
import zoodip.v1.ErrorReason;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

/** Memory ends while a batch is drawn: that ends the call, and nobody else's. */
@Timeout(120)
class GenerationWorkerTest {
  private static final ServiceException OVER =
      new ServiceException(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, "over");

  @TempDir Path folder;

  private EmbeddedStorage objects;
  private ModelStore models;

  @BeforeEach
  void start() {
    objects = EmbeddedStorage.start(folder.resolve("objects"));
    Storage storage =
        new Storage(
            config(
                StorageConfig.class,
                Map.of(
                    "storage.endpoint", objects.endpoint().toString(),
                    "storage.access-key", objects.accessKey(),
                    "storage.secret-key", objects.secretKey())));
    storage.ensureBucket();
    models = new ModelStore(storage, ModelStoreConfig.in(folder.resolve("models")));
  }

  @AfterEach
  void stop() {
    objects.close();
  }

  private static <C> C config(Class<C> kind, Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(kind)
        .addDefaultInterceptors()
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(kind);
  }

  private static ModelOptions options() {
    return ImagePrecision.options(
        config(
            InferenceConfig.class,
            Map.of("inference.precision", "fp32", "inference.compute", "fp32")));
  }

  private GenerationWorker worker(GenerationQueue queue, GenerationPace pace) {
    return new GenerationWorker(
        queue,
        new GenerationModels(models, 1, options()),
        new GenerationMetrics(new SimpleMeterRegistry()),
        pace,
        new DrawnImages(
            new ImageMarking(ProvenanceConfig.defaults(), "test", new SimpleMeterRegistry())));
  }

  private Model toybox() throws Exception {
    ModelDescription toybox =
        Toybox.models().stream()
            .filter(description -> description.name().equals("models/toybox"))
            .findFirst()
            .orElseThrow();
    Model.Builder model = Model.newBuilder();
    JsonFormat.parser().merge(toybox.json(), model);
    models.publish(model.build(), toybox.extract(folder.resolve("toybox")));
    return models.get(ResourceName.parse(toybox.name()));
  }

  private static GenerationCall call(Model model, ResponseSink sink) {
    return call(model, sink, "a mug");
  }

  private static GenerationCall call(Model model, ResponseSink sink, String... prompts) {
    GenerationSettings settings =
        DefaultGeneration.completeButScheduler(
            GenerationSettings.newBuilder().setSteps(2).setScheduler("ddim").build(), model);
    return new GenerationCall(
        new GenerationPlan(model, settings),
        Stream.of(prompts)
            .map(prompt -> DrawRow.newBuilder().setPrompt(prompt).setSeed(7).build())
            .toList(),
        Map.of("<huge>", huge()),
        0,
        new ImageFileOptions(false, false),
        4,
        sink);
  }

  @Test
  void whatWaitsIsCountedUntilItIsGeneratedAndItsPaceKept() throws Exception {
    GenerationQueue queue = new GenerationQueue(4);
    GenerationPace pace = new GenerationPace();
    GenerationWorker worker = worker(queue, pace);
    Model model = toybox();
    EagerSink caller = new EagerSink();

    queue.add(call(model, caller, "a mug", "a mug", "a mug", "a mug", "a mug"));
    assertEquals(Map.of(model.getName(), 5L), queue.pendingImages());
    assertEquals(0, pace.secondsPerImage(model.getName()));
    worker.start();
    assertEquals("5 pictures", caller.end.get(60, TimeUnit.SECONDS));

    assertEquals(Map.of(), queue.pendingImages());
    assertEquals(Set.of(model.getName()), pace.models());
    assertTrue(pace.secondsPerImage(model.getName()) > 0);
    queue.close(OVER);
    worker.join();
  }

  @Test
  void anErrorEndsTheCallAndTheNextIsDrawn() throws Exception {
    GenerationQueue queue = new GenerationQueue(4);
    GenerationWorker worker = worker(queue, new GenerationPace());
    Model model = toybox();
    worker.start();
    EagerSink without =
        new EagerSink() {
          @Override
          public void image(DrawnPicture image) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    EagerSink with = new EagerSink();

    queue.add(call(model, without));
    assertEquals("OUT_OF_MEMORY", without.end.get(60, TimeUnit.SECONDS));
    queue.add(call(model, with));
    assertEquals("1 pictures", with.end.get(60, TimeUnit.SECONDS));

    assertTrue(worker.isAlive());
    queue.close(OVER);
    worker.join();
  }

  @Test
  void aImageThatIsNoNumberEndsItsCallByNameAndNoOther() throws Exception {
    GenerationQueue queue = new GenerationQueue(4);
    GenerationWorker worker = worker(queue, new GenerationPace());
    Model model = toybox();
    EagerSink huge = new EagerSink();
    EagerSink usual = new EagerSink();

    queue.add(call(model, huge, "a mug", "a <huge> mug"));
    queue.add(call(model, usual, "a mug"));
    worker.start();
    assertEquals("PICTURE_NOT_FINITE", huge.end.get(60, TimeUnit.SECONDS));
    assertEquals("1 pictures", usual.end.get(60, TimeUnit.SECONDS));

    assertTrue(huge.failure.startsWith("Picture 2 of the call (seed 7)"), huge.failure);
    assertTrue(huge.failure.contains("the embedding of <huge>"), huge.failure);
    queue.close(OVER);
    worker.join();
  }

  private static LearnedConcept huge() {
    float[] vector = new float[128];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = 1e30f * (float) Math.sin(i);
    }
    return new LearnedConcept(
        "tenants/t/concepts/huge",
        new TokenEmbedding("<huge>", List.<float[][]>of(new float[][] {vector})),
        "sha256");
  }

  /** Takes everything at once. */
  private static class EagerSink implements ResponseSink {
    final CompletableFuture<String> end = new CompletableFuture<>();
    private volatile String failure = "";
    private int images;

    @Override
    public boolean isClosed() {
      return end.isDone();
    }

    @Override
    public int room() {
      return 1;
    }

    @Override
    public void progress(DrawProgress progress) {}

    @Override
    public void preview(DrawnPicture preview) {}

    @Override
    public void image(DrawnPicture image) {
      images++;
    }

    @Override
    public void complete() {
      end.complete(images + " pictures");
    }

    @Override
    public void fail(ServiceException told) {
      failure = told.getMessage();
      end.complete(told.reason().name().substring("ERROR_REASON_".length()));
    }

    @Override
    public void onClosed(Runnable action) {
      var unused = end.thenRun(action);
    }

    @Override
    public void onRoom(Runnable action) {}
  }
}
