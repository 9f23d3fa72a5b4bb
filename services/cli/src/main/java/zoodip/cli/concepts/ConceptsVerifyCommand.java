package zoodip.cli.concepts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.ExitCodes;
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
final class ConceptsVerifyCommand extends ClientCommand {
  @Parameters(paramLabel = "CONCEPT", description = "Its id.")
  private String concept;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    VerifyConceptRequest verify =
        VerifyConceptRequest.newBuilder().setName(names.concept(concept)).build();
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
