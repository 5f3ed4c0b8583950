"""Documents as triples. Everything here imports rdflib; `exports.linked` is the way in."""
