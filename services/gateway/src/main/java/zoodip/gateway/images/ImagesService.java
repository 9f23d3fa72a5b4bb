package zoodip.gateway.images;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.calls.IdleStreams;
import zoodip.gateway.concepts.ConceptCatalog;
import zoodip.gateway.models.ModelCatalog;
import zoodip.gateway.requests.RandomSeeds;
import zoodip.gateway.requests.SeedRange;
import zoodip.gateway.requests.Violations;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawRow;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.validation.MalformedRequests;
import zoodip.v1.ErrorReason;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GenerateImagesResponse;
import zoodip.v1.ImagesGrpc;
import zoodip.v1.Model;

/** zoodip.v1.Images: checks what is asked for and lets inference generate it. */
@GrpcService
public class ImagesService extends ImagesGrpc.ImagesImplBase {
  private final ModelCatalog models;
  private final ConceptCatalog concepts;
  private final InferenceChannel inference;
  private final UnservedGenerations unserved;
  private final IdleStreams idleStreams;
  private final RandomSeeds seeds = new RandomSeeds();

  @Inject
  public ImagesService(
      ModelCatalog models,
      ConceptCatalog concepts,
      InferenceChannel inference,
      UnservedGenerations unserved,
      GatewayConfig config) {
    this.models = models;
    this.concepts = concepts;
    this.inference = inference;
    this.unserved = unserved;
    idleStreams = new IdleStreams(config.inference().stallTimeout());
  }

  @Override
  public ServerServiceDefinition bindService() {
    return MalformedRequests.marked(super.bindService());
  }

  @Override
  @Blocking
  public void generateImages(
      GenerateImagesRequest request, StreamObserver<GenerateImagesResponse> caller) {
    Model model = models.textToImage(request.getModel());
    concepts.requireAll(request.getParent(), model, "prompt", request.getPrompt());
    concepts.requireAll(request.getParent(), model, "negative_prompt", request.getNegativePrompt());
    long seed = request.hasSeed() ? request.getSeed() : seeds.next();
    requireSeeds(seed, request);
    // counts from now on: whoever starts nodes should not wait for this call to fail
    if (!inference.isConnected()) {
      unserved.add(request);
    }
    InferenceGrpc.InferenceStub node = inference.connected();
    unserved.remove(request);
    node.draw(
        generation(request, seed),
        new GenerationForwarder(
            (ServerCallStreamObserver<GenerateImagesResponse>) caller, seed, idleStreams));
  }

  @PreDestroy
  void close() {
    idleStreams.close();
  }

  private static void requireSeeds(long seed, GenerateImagesRequest request) {
    Violations violations = new Violations();
    SeedRange.require(violations, "seed", seed, Math.max(1, request.getCount()));
    violations.throwIfAny(ErrorReason.ERROR_REASON_BAD_SETTINGS);
  }

  private static DrawRequest generation(GenerateImagesRequest request, long seed) {
    DrawRequest.Builder generation =
        DrawRequest.newBuilder()
            .setTenant(request.getParent())
            .setModel(request.getModel())
            .setSettings(request.getSettings())
            .setPreviewInterval(request.getPreviewInterval())
            .setOmitPrompts(request.getOmitPrompts());
    for (int i = 0; i < Math.max(1, request.getCount()); i++) {
      generation.addRows(
          DrawRow.newBuilder()
              .setPrompt(request.getPrompt())
              .setNegativePrompt(request.getNegativePrompt())
              .setSeed(seed + i));
    }
    return generation.build();
  }
}
