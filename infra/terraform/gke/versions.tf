terraform {
  # OpenTofu 1.8 and newer takes it as well
  required_version = ">= 1.8"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.0"
    }
  }
}
