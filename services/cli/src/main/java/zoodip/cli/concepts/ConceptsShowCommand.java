package zoodip.cli.concepts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.Concept;
import zoodip.v1.GetConceptRequest;

/** Shows a concept. */
@Command(
    name = "show",
    aliases = "get",
    description = "Shows a concept and where it comes from.",
    footer = {"%nExample:", "  zoodip concepts show my-mug"})
final class ConceptsShowCommand extends ClientCommand {
  @Parameters(paramLabel = "CONCEPT", description = "Its id.")
  private String concept;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    GetConceptRequest get = GetConceptRequest.newBuilder().setName(names.concept(concept)).build();
    Concept found = client.call(() -> client.concepts().getConcept(get));
    out.result(found, ConceptText.details(found));
    return 0;
  }
}
