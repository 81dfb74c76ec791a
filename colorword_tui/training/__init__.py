"""Learning the head and the encoder, evaluating, exporting a bundle. The only room that imports torch."""
