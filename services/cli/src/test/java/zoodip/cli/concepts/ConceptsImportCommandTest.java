package zoodip.cli.concepts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.cli.Cli;
import zoodip.safetensors.SafetensorsWriter;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.v1.Concept;
import zoodip.v1.ConceptsGrpc;
import zoodip.v1.GetModelRequest;
import zoodip.v1.ImportConceptRequest;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.ListModelsResponse;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;
import zoodip.v1.ModelsGrpc;

/** What the command sends: a server of these models keeps it. */
@Timeout(60)
class ConceptsImportCommandTest {
  private static final float[] L = {1, 2};
  private static final float[] G = {7, 8, 9};

  @TempDir private Path folder;
  private final List<Model> models = new ArrayList<>();
  private final List<ImportConceptRequest> sent = new ArrayList<>();
  private Server server;

  @BeforeEach
  void start() throws IOException {
    model("small", 2);
    model("xl", 2, 3);
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(new Models())
            .addService(new FakeConcepts())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "clip_l, clip_g, a, b",
    "text_encoders_0, text_encoders_1, a, b",
    "emb_params, emb_params, x_clip_l, x_clip_g",
    "<my-dog>, <my-dog>, learned_embeds, learned_embeds_2",
  })
  void aFileForEachTextEncoderMakesOneConcept(String l, String g, String first, String second)
      throws IOException {
    Path one = write(first, new SafetensorsWriter().floats(l, L, 1, 2));
    Path two = write(second, new SafetensorsWriter().floats(g, G, 3));
    for (List<Path> files : List.of(List.of(one, two), List.of(two, one))) {
      assertSent("xl", importing(files.toArray()));
      assertVectors(L, G);
    }
  }

  @Test
  void textEncodersOfOneWidthAreToldByTensorsElseByTheFilesNames() throws IOException {
    model("twins", 3, 3);
    float[] other = {4, 5, 6};
    Path l = write("x-te1", new SafetensorsWriter().floats("emb_params", G, 1, 3));
    Path g = write("x-te2", new SafetensorsWriter().floats("emb_params", other, 1, 3));
    assertSent("twins", importing(g, l));
    assertVectors(G, other);
    assertEquals("x", sent.get(0).getConceptId());

    Path swapped = write("x-te2", new SafetensorsWriter().floats("clip_l", other, 1, 3));
    Path named = write("x-te1", new SafetensorsWriter().floats("clip_g", G, 1, 3));
    assertSent("twins", importing(swapped, named));
    assertVectors(other, G);

    Path unknown = write("a", new SafetensorsWriter().floats("emb_params", G, 1, 3));
    assertRefused("Which text encoder is", importing(unknown, l));
  }

  @Test
  void filesThatAreNotOneForEachEncoderAreRefusedWithWhatIsWrong() throws IOException {
    Path l = write("l", new SafetensorsWriter().floats("emb_params", L, 1, 2));
    Path l2 = write("l2", new SafetensorsWriter().floats("clip_l", L, 1, 2));
    Path g = write("g", new SafetensorsWriter().floats("clip_g", G, 1, 3));
    Path many = write("many", new SafetensorsWriter().floats("clip_g", new float[6], 2, 3));
    Path wide = write("wide", new SafetensorsWriter().floats("emb_params", new float[1024], 1024));
    Path both =
        write("both", new SafetensorsWriter().floats("clip_l", L, 2).floats("clip_g", G, 3));
    assertRefused("for the same text encoder of xl", importing(l, l2, "--model", "xl"));
    assertRefused("small has one text encoder", importing(l, g, "--model", "small"));
    assertRefused("3 files, but xl has 2", importing(l, l2, g, "--model", "xl"));
    assertRefused("do not belong together: 1 vectors", importing(l, many));
    assertRefused("import it alone", importing(both, g, "--model", "xl"));
    assertRefused("probably made for Stable Diffusion 2", importing(l, wide, "--model", "xl"));
    assertRefused("other text encoder, of width 2, are missing", importing(g));
    Path huge = write("huge", new SafetensorsWriter().floats("x", new float[] {1, 1e30f}, 1, 2));
    assertRefused("huge.safetensors: number 1 of vector 0", importing(huge));
    assertEquals(List.of(), sent);
  }

  @ParameterizedTest
  @CsvSource({
    "<My Dog>, , , my-dog, the tensor's name",
    "emb_params, name, \"\"\"my dog\"\"\", my-dog, name in",
    "emb_params, modelspec.title, Dog!, dog, modelspec.title in",
    "emb_params, ss_output_name, dog_v2, dog-v2, ss_output_name in",
    "<x>, zoodip.placeholder, <y>, y, zoodip.placeholder in",
    "emb_params, name, null, the-file, the file's name",
    "*, name, *, the-file, the file's name",
  })
  void theIdIsTakenFromInsideTheFileAndTheCommandSaysSo(
      String tensor, String key, String value, String id, String source) throws IOException {
    SafetensorsWriter file = new SafetensorsWriter().floats(tensor, L, 1, 2);
    if (key != null) {
      file.metadata(key, value);
    }
    Cli.Run run = importing(write("the_file", file));
    assertSent("small", run);
    assertEquals(id, sent.get(0).getConceptId());
    assertTrue(run.err().contains("the id " + id + " is taken from " + source), run::err);
  }

  @Test
  void theModelIsTheOneThatTheFileNamesElseTheOnlyOneOfItsWidth() throws IOException {
    Path plain = write("x", new SafetensorsWriter().floats("emb_params", L, 1, 2));
    Cli.Run run = importing(plain);
    assertSent("small", run);
    assertTrue(run.err().contains("the model small is told by the vectors' width 2"), run::err);

    model("small-too", 2);
    assertRefused("those that take vectors of width 2: small, small-too", importing(plain));
    assertSent("small", importing(plain, "--model", "small"));
    for (Map.Entry<String, String> told :
        Map.of("zoodip.model", "models/small-too", "zoodip.model_digest", "of small-too")
            .entrySet()) {
      SafetensorsWriter file = new SafetensorsWriter().floats("emb_params", L, 1, 2);
      file.metadata(told.getKey(), told.getValue());
      assertSent("small-too", importing(write("y", file)));
    }
  }

  @Test
  void aModelOfTheNameWithOtherContentsIsTold() throws IOException {
    SafetensorsWriter file = new SafetensorsWriter().floats("emb_params", L, 1, 2);
    file.metadata("zoodip.model", "models/small").metadata("zoodip.model_digest", "another");
    Cli.Run run = importing(write("x", file));
    assertSent("small", run);
    assertTrue(run.err().contains("learned with other contents of that name"), run::err);
  }

  @Test
  void whereNoModelFitsTheWidthsAreTold() throws IOException {
    Path wide = write("x", new SafetensorsWriter().floats("emb_params", new float[768], 768));
    assertRefused(
        "takes vectors of width 768; this embedding was probably made for Stable Diffusion 1; it"
            + " has small (2), xl (2 and 3)",
        importing(wide));
  }

  private void assertSent(String model, Cli.Run run) {
    assertEquals(0, run.code(), run::err);
    ImportConceptRequest last = sent.remove(sent.size() - 1);
    sent.add(0, last);
    assertEquals("models/" + model, last.getModel());
  }

  private void assertVectors(float[]... vectors) {
    Embedding read = Embedding.read(Path.of("sent"), sent.get(0).getContent().toByteArray());
    assertEquals(vectors.length, read.encoders().size());
    for (int encoder = 0; encoder < vectors.length; encoder++) {
      assertArrayEquals(vectors[encoder], read.encoders().get(encoder)[0]);
    }
  }

  private static void assertRefused(String problem, Cli.Run run) {
    assertEquals(2, run.code(), run::out);
    assertTrue(run.err().contains(problem), run::err);
  }

  private Cli.Run importing(Object... words) {
    List<Object> all = new ArrayList<>(List.of("concepts", "import"));
    all.addAll(List.of(words));
    all.addAll(List.of("--server", "localhost:" + server.getPort()));
    return Cli.run(all.toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-dog.sft", "my-dog.SFT", "my-dog.SAFETENSORS"})
  void anEmbeddingsEndingDoesNotMatter(String name) throws IOException {
    Path file = folder.resolve(name);
    new SafetensorsWriter().floats("emb_params", L, 1, 2).write(file);
    assertSent("small", importing(file));
    assertEquals("my-dog", sent.get(0).getConceptId());
  }

  private Path write(String name, SafetensorsWriter file) throws IOException {
    Path path = folder.resolve(name + ".safetensors");
    file.write(path);
    return path;
  }

  private void model(String id, Integer... widths) {
    models.add(
        Model.newBuilder()
            .setName("models/" + id)
            .setDigest("of " + id)
            .setKind(ModelKind.MODEL_KIND_TEXT_TO_IMAGE)
            .addAllEmbeddingWidths(List.of(widths))
            .build());
  }

  private final class Models extends ModelsGrpc.ModelsImplBase {
    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> answer) {
      answer.onNext(ListModelsResponse.newBuilder().addAllModels(models).build());
      answer.onCompleted();
    }

    @Override
    public void getModel(GetModelRequest request, StreamObserver<Model> answer) {
      answer.onNext(
          models.stream()
              .filter(model -> model.getName().equals(request.getName()))
              .findFirst()
              .orElseThrow(Status.NOT_FOUND::asRuntimeException));
      answer.onCompleted();
    }
  }

  private final class FakeConcepts extends ConceptsGrpc.ConceptsImplBase {
    @Override
    public void importConcept(ImportConceptRequest request, StreamObserver<Concept> answer) {
      sent.add(request);
      answer.onNext(Concept.newBuilder().setName("tenants/t/concepts/made").build());
      answer.onCompleted();
    }
  }
}
