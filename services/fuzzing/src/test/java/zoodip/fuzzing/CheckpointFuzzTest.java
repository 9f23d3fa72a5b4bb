package zoodip.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsWriter;
import zoodip.singlefile.SingleFileCheckpoint;
import zoodip.singlefile.SingleFileOptions;

/** Checkpoints in one file, written as lines: a tensor's name, a blank, its dimensions. */
class CheckpointFuzzTest {
  private static final int MOST_NUMBERS = 1 << 12;

  @Timeout(20)
  @FuzzTest
  void tensors(byte[] lines) {
    byte[] file = file(new String(lines, UTF_8));
    try (ScratchFolder folder = ScratchFolder.create();
        ScratchFolder model = ScratchFolder.create()) {
      Path checkpoint = folder.write("model.safetensors", file);
      SingleFileCheckpoint.convert(checkpoint, model.path(), SingleFileOptions.USUAL);
    } catch (ConfigException | SafetensorsException refused) {
      // as they may
    }
  }

  private static byte[] file(String lines) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    Set<String> names = new HashSet<>();
    for (String line : lines.lines().limit(500).toList()) {
      String[] words = line.split(" ", -1);
      if (words[0].startsWith("@")) {
        writer.metadata(words[0].substring(1), words.length > 1 ? words[1] : "");
      } else if (names.add(words[0])) {
        long[] shape = shape(words);
        int numbers = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        writer.add(words[0], ElementType.F16, new byte[2 * numbers], shape);
      }
    }
    return writer.toBytes();
  }

  /** So many of the dimensions as make few numbers; 0 makes room for large ones. */
  private static long[] shape(String[] words) {
    List<Long> shape = new ArrayList<>();
    long numbers = 1;
    for (int i = 1; i < words.length; i++) {
      long dimension = words[i].matches("\\d{1,15}") ? Long.parseLong(words[i]) : 1;
      if (dimension > 0 && numbers > MOST_NUMBERS / dimension) {
        break;
      }
      numbers *= dimension;
      shape.add(dimension);
    }
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
