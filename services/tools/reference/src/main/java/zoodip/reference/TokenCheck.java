package zoodip.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.prompt.ConceptTable;
import zoodip.diffusion.prompt.PromptTokenizer;
import zoodip.diffusion.text.Conditioner;

/** Compares the token ids of given texts. */
final class TokenCheck {
  private final Reference reference;
  private final List<PromptTokenizer> tokenizers;

  TokenCheck(Reference reference, Conditioner conditioner) {
    this.reference = reference;
    this.tokenizers = conditioner.tokenizers();
  }

  void run() {
    List<String> texts = new ArrayList<>();
    reference.spec("encoder_texts").forEach((JsonNode text) -> texts.add(text.asText()));
    String placeholder = reference.spec("placeholder").asText();
    String caption = reference.spec("training_prompt").asText();
    for (int i = 0; i < tokenizers.size(); i++) {
      String suffix = i == 0 ? "" : "_" + (i + 1);
      ConceptTable none = ConceptTable.of(List.of());
      ConceptTable one = ConceptTable.of(placeholder, 1);
      compare("text_encoder" + suffix + ".input_ids", i, texts, none);
      compare("training.input_ids" + suffix, i, List.of(caption), one);
    }
  }

  private void compare(String name, int index, List<String> texts, ConceptTable concepts) {
    PromptTokenizer tokenizer = tokenizers.get(index);
    int tokens = tokenizer.maxTokens();
    long[] ids = new long[texts.size() * tokens];
    for (int i = 0; i < texts.size(); i++) {
      long[] cut = tokenizer.idsOfBeginning(texts.get(i), concepts);
      System.arraycopy(cut, 0, ids, i * tokens, tokens);
    }
    reference.compare(name, ids);
  }
}
