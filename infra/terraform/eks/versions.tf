terraform {
  # OpenTofu 1.8 and newer takes it as well
  required_version = ">= 1.8"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
