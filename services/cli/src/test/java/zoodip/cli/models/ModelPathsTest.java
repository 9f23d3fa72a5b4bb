package zoodip.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zoodip.cli.errors.UsageException;

class ModelPathsTest {
  private static final List<String> PUBLISHED =
      List.of(
          "model_index.json",
          "README.md",
          "sd15.safetensors",
          "safety_checker/model.safetensors",
          "scheduler/scheduler_config.json",
          "text_encoder/model.safetensors",
          "text_encoder/model.fp16.safetensors",
          "text_encoder/pytorch_model.bin",
          "tokenizer/merges.txt",
          "unet/config.json",
          "unet/.config.json",
          "unet/diffusion_pytorch_model.non_ema.safetensors",
          "unet/diffusion_pytorch_model.fp16-00001-of-00002.safetensors",
          "unet/diffusion_pytorch_model.fp16-00002-of-00002.safetensors",
          "unet/diffusion_pytorch_model.safetensors.index.fp16.json",
          "unet/diffusion_pytorch_model.safetensors",
          "vae/diffusion_pytorch_model.fp16.safetensors");

  private static Set<String> sources(Optional<String> variant) {
    return Set.copyOf(ModelPaths.choose(PUBLISHED, variant).values());
  }

  @Test
  void aPipelineComesWithWhatIsRunAndInFull() {
    assertEquals(
        Set.of(
            "model_index.json",
            "scheduler/scheduler_config.json",
            "text_encoder/model.safetensors",
            "tokenizer/merges.txt",
            "unet/config.json",
            "unet/diffusion_pytorch_model.safetensors",
            "vae/diffusion_pytorch_model.fp16.safetensors"),
        sources(Optional.empty()));
  }

  @Test
  void aVariantIsTakenWithItsShardsUnderTheNamesThatTheEngineKnows() {
    Map<String, String> chosen = ModelPaths.choose(PUBLISHED, Optional.of("fp16"));
    assertEquals(
        "text_encoder/model.fp16.safetensors", chosen.get("text_encoder/model.safetensors"));
    assertEquals(
        "unet/diffusion_pytorch_model.safetensors.index.fp16.json",
        chosen.get("unet/diffusion_pytorch_model.safetensors.index.json"));
    String shard = "unet/diffusion_pytorch_model.fp16-00002-of-00002.safetensors";
    assertEquals(shard, chosen.get(shard));
    assertTrue(!chosen.containsValue("unet/diffusion_pytorch_model.safetensors"));
  }

  @Test
  void aNetworkWithoutTheVariantComesInFull() {
    Set<String> chosen = sources(Optional.of("non_ema"));
    assertTrue(chosen.contains("unet/diffusion_pytorch_model.non_ema.safetensors"));
    assertTrue(chosen.contains("text_encoder/model.safetensors"));
  }

  @Test
  void aVariantThatNoNetworkHasIsRefused() {
    var problem =
        assertThrows(UsageException.class, () -> ModelPaths.choose(PUBLISHED, Optional.of("bf16")));
    assertTrue(problem.getMessage().contains("[fp16, non_ema]"), problem::getMessage);
  }

  @Test
  void anEncoderComesWithTheFilesOfItsFolderAlone() {
    assertEquals(
        Set.of("config.json", "model.safetensors", "vocab.json"),
        ModelPaths.choose(
                List.of(
                    "config.json",
                    "model.safetensors",
                    "vocab.json",
                    "onnx/config.json",
                    "pytorch_model.bin"),
                Optional.empty())
            .keySet());
  }

  @Test
  void theShortEndingGetsTheUsualOneAndYieldsToIt() {
    assertEquals(
        Map.of("config.json", "config.json", "model.safetensors", "model.sft"),
        encoder("model.sft"));
    assertEquals("model.SAFETENSORS", encoder("model.SAFETENSORS").get("model.safetensors"));
    assertEquals(
        "model.safetensors", encoder("model.sft", "model.safetensors").get("model.safetensors"));
    assertTrue(encoder("model-00001-of-00001.sft").containsKey("model-00001-of-00001.sft"));
  }

  private static Map<String, String> encoder(String... weights) {
    List<String> paths = new ArrayList<>(List.of(weights));
    paths.add("config.json");
    return ModelPaths.choose(paths, Optional.empty());
  }
}
