package zoodip.diffusion.singlefile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.diffusion.config.ConfigException;

/**
 * The tokenizer of a text encoder. A checkpoint in one file has no vocabulary, and all of them use
 * CLIP's, which is among this module's resources.
 */
final class TokenizerFiles {
  private static final List<String> VOCABULARY = List.of("vocab.json", "merges.txt");
  private static final String RESOURCES = "/zoodip/diffusion/vocabulary/";
  private static final String END = "<|endoftext|>";

  private TokenizerFiles() {}

  static void write(JsonFolder folder, TextEncoderDescription encoder, Optional<Path> vocabulary) {
    String target = encoder.tokenizerFolder() + "/";
    for (String name : VOCABULARY) {
      folder.copy(target + name, () -> open(name, vocabulary));
    }
    Map<String, Object> special = new LinkedHashMap<>();
    special.put("bos_token", "<|startoftext|>");
    special.put("eos_token", END);
    special.put("pad_token", encoder.padding());
    special.put("unk_token", END);
    folder.write(target + "special_tokens_map.json", special);
    Map<String, Object> config = new LinkedHashMap<>(special);
    config.put("do_lower_case", true);
    config.put("model_max_length", encoder.tokens());
    config.put("tokenizer_class", "CLIPTokenizer");
    folder.write(target + "tokenizer_config.json", config);
  }

  private static InputStream open(String name, Optional<Path> vocabulary) throws IOException {
    if (vocabulary.isEmpty()) {
      return TokenizerFiles.class.getResourceAsStream(RESOURCES + name);
    }
    Path file = vocabulary.get().resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(file, "is not there; a CLIP vocabulary is " + VOCABULARY);
    }
    return Files.newInputStream(file);
  }
}
