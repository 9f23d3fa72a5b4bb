package zoodip.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a pom.xml says of the reactor's modules, in profiles and plugins as well. */
record ModulePom(Document document) {
  private static final String DEPENDENCIES = "//dependency[not(ancestor::dependencyManagement)]";
  private static final String ARTIFACTS = "/artifactId[starts-with(normalize-space(), 'zoodip-')]";

  static ModulePom read(Path file) {
    try {
      return new ModulePom(
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("Cannot read " + file, e);
    }
  }

  /** The folders of the modules that it lists, relative to its own. */
  List<String> modules() {
    return texts("//module");
  }

  /** The modules that it depends on, tests apart. */
  Set<String> dependencies() {
    return names(DEPENDENCIES + "[not(normalize-space(scope)='test')]");
  }

  /** Likewise with those that only tests see. */
  Set<String> allDependencies() {
    return names(DEPENDENCIES);
  }

  private Set<String> names(String dependencies) {
    return texts(dependencies + ARTIFACTS).stream()
        .map(artifact -> artifact.substring("zoodip-".length()))
        .collect(Collectors.toSet());
  }

  private List<String> texts(String path) {
    try {
      NodeList nodes =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(path, document, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength())
          .mapToObj(i -> nodes.item(i).getTextContent().strip())
          .toList();
    } catch (XPathExpressionException e) {
      throw new IllegalStateException(e);
    }
  }
}
