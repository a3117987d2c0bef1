"""What the answers of many learners say about questions, for their authors."""
