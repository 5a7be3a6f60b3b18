// People who know each other; a name with a semicolon within a line.
CREATE CONSTRAINT one_name IF NOT EXISTS
FOR (p:Person) REQUIRE p.name IS UNIQUE;

CREATE (:Person {name: "Ada; \"the\" Countess"})-[:KNOWS]->(:Person {name: "Mary"});
