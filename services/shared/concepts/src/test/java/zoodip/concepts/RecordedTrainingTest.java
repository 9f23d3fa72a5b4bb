package zoodip.concepts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.concepts.embeddings.EmbeddingStore;
import zoodip.concepts.fixtures.ConceptStore;
import zoodip.concepts.provenance.Provenance;
import zoodip.concepts.provenance.Rederivation;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobRecord;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.zeroth.Estimator;

/**
 * Two small trainings that version 0.1.0 recorded: 40 steps of RGE with 12 directions and a rate
 * that falls, and 20 of SPSA for two vectors. What they left must be read for as long as there is
 * such data, and give the same bits.
 */
class RecordedTrainingTest {
  @TempDir static Path folder;
  private static ConceptStore objects;
  private static List<JobRecord> jobs;
  private static List<ConceptRecord> concepts;

  @BeforeAll
  static void start() throws IOException {
    objects = new ConceptStore(folder);
    objects.putRecorded();
    jobs = read("jobs.txt", JobRecord.parser());
    concepts = read("concepts.txt", ConceptRecord.parser());
  }

  @AfterAll
  static void stop() {
    objects.close();
  }

  @Test
  void theirEmbeddingsFollowFromTheirJournalsToTheBit() {
    Rederivation rederivation = new Rederivation(objects.storage());
    assertEquals(2, jobs.size());
    for (JobRecord job : jobs) {
      List<Long> steps = new ArrayList<>();
      Rederivation.Rederived again = rederivation.derive(job, steps::add);
      assertEquals(job.getTrainingResult().getEmbeddingSha256(), again.sha256());
      assertEquals(job.getSpec().getTraining().getSettings().getSteps(), again.steps());
      assertEquals(again.steps(), steps.size());
    }
  }

  @Test
  void theirConceptsAreRead() {
    EmbeddingStore embeddings = new EmbeddingStore(objects.storage());
    assertEquals(2, concepts.size());
    for (ConceptRecord concept : concepts) {
      Embedding embedding = embeddings.read(concept);
      assertEquals(concept.getConcept().getVectors(), embedding.vectors());
      assertEquals(concept.getConcept().getEmbeddingWidthsList(), embedding.widths());
    }
  }

  @Test
  void theirConceptsAreWhatTheyLearned() {
    Rederivation rederivation = new Rederivation(objects.storage());
    EmbeddingStore embeddings = new EmbeddingStore(objects.storage());
    for (JobRecord job : jobs) {
      ConceptRecord concept =
          concepts.stream()
              .filter(one -> one.getConcept().getTrainingJob().equals(job.getName()))
              .findFirst()
              .orElseThrow();
      assertArrayEquals(
          embeddings.read(concept).bytes(),
          zoodip.platform.digest.Sha256.bytes(rederivation.derive(job, step -> {}).theta()));
    }
  }

  @Test
  void theirProvenancesTellWhereTheyComeFrom() throws IOException {
    for (JobRecord job : jobs) {
      byte[] written = objects.storage().get(job.getTrainingResult().getProvenanceKey());
      Provenance provenance = Provenance.parse(written);
      assertEquals(job.getName(), provenance.job());
      assertEquals(job.getTrainingResult().getEmbeddingKey(), provenance.embedding().key());
      assertEquals(
          job.getSpec().getTraining().getModelDigest(),
          provenance.training().path("modelDigest").asText());
      assertEquals("0.1.0-SNAPSHOT", provenance.versions().get("zoodip"));
    }
  }

  @Test
  void theirSettingsMeanWhatTheyMeant() {
    var first = settings("mug");
    assertEquals(Estimator.RGE, first.estimator());
    assertEquals(13, first.candidates());
    assertEquals(21, first.subspace().orElseThrow().tau());
    var second = settings("pair");
    assertEquals(Estimator.SPSA, second.estimator());
    assertEquals(2, second.candidates());
  }

  private static zoodip.zeroth.ZoSettings settings(String concept) {
    JobRecord job =
        jobs.stream()
            .filter(one -> one.getSpec().getTraining().getConcept().endsWith("/" + concept))
            .findFirst()
            .orElseThrow();
    assertTrue(job.getSpec().getTraining().getSettings().hasFinalLearningRate());
    return assertInstanceOf(
        zoodip.zeroth.ZoSettings.class,
        Hyperparameters.of(job.getSpec().getTraining()).optimizer());
  }

  /** Lines of a key and the record in base64. */
  private static <M> List<M> read(String file, Parser<M> parser) throws IOException {
    List<M> records = new ArrayList<>();
    for (String line : Files.readAllLines(ConceptStore.recorded().resolve(file))) {
      records.add(parse(parser, line.split(" ")[1]));
    }
    return records;
  }

  private static <M> M parse(Parser<M> parser, String base64)
      throws InvalidProtocolBufferException {
    return parser.parseFrom(Base64.getDecoder().decode(base64));
  }
}
