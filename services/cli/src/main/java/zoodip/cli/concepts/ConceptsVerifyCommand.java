package zoodip.cli.concepts;

import picocli.CommandLine.Command;
import zoodip.cli.errors.ExitCodes;
import zoodip.cli.resources.ResourceCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.terminal.Details;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.VerifyConceptRequest;
import zoodip.v1.VerifyConceptResponse;

/** Derives a concept again and compares. */
@Command(
    name = "verify",
    description = {
      "Learns a concept's embedding again from its journal, without the model, and compares every"
          + " bit. Ends with 1 if one differs."
    },
    footer = {"%nExample:", "  zoodip concepts verify my-mug"})
final class ConceptsVerifyCommand extends ResourceCommand {
  ConceptsVerifyCommand() {
    super(ResourceKind.CONCEPT);
  }

  @Override
  protected int run(Client client, String name, Output out) {
    VerifyConceptRequest verify = VerifyConceptRequest.newBuilder().setName(name).build();
    VerifyConceptResponse answer = client.call(() -> client.concepts().verifyConcept(verify));
    out.result(
        answer,
        new Details()
            .add("verified", answer.getVerified() ? "yes" : "NO")
            .add("steps", answer.getSteps())
            .add("published", answer.getPublishedSha256())
            .add("replayed", answer.getReplayedSha256())
            .toString());
    return answer.getVerified() ? 0 : ExitCodes.NO;
  }
}
