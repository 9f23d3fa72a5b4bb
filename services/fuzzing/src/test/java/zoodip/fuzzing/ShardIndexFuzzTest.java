package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.weights.Checkpoint;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsWriter;

/** The index of a checkpoint's shards, beside one shard. */
class ShardIndexFuzzTest {
  private static final byte[] SHARD =
      new SafetensorsWriter().floats("a", new float[] {1}, 1).toBytes();

  @Timeout(20)
  @FuzzTest
  void index(byte[] json) {
    try (ScratchFolder folder = ScratchFolder.create()) {
      folder.write("model.safetensors.index.json", json);
      folder.write("shard.safetensors", SHARD);
      try (Checkpoint checkpoint = Checkpoint.open(folder.path(), "model")) {
        for (String name : checkpoint.names()) {
          var unused = checkpoint.home(name).floats(name);
        }
      } catch (ConfigException | SafetensorsException refused) {
        // as they may
      }
    }
  }
}
