package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.safetensors.embeddings.EmbeddingFile;
import zoodip.safetensors.embeddings.EmbeddingMagnitude;
import zoodip.safetensors.embeddings.EmbeddingWidths;

class EmbeddingFuzzTest {
  @Timeout(20)
  @FuzzTest
  void file(byte[] content) {
    Embedding embedding;
    try {
      embedding = EmbeddingFile.read(Path.of("file"), content).embedding();
    } catch (SafetensorsException refused) {
      return;
    }
    var magnitude = EmbeddingMagnitude.problem(embedding);
    var family = EmbeddingWidths.family(embedding.widths());
    if (embedding.bytes().length == 0 || magnitude == null || family == null) {
      throw new IllegalStateException("An embedding without numbers");
    }
  }
}
